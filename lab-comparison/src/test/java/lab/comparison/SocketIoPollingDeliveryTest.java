package lab.comparison;

class SocketIoPollingDeliveryTest implements SlowReaderContract {

    @Override
    public Carrier carrier() {
        return Carrier.SOCKET_IO_POLLING;
    }
}
