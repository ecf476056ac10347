package lab.comparison;

class SocketIoWebSocketDeliveryTest implements StreamContract {

    @Override
    public Carrier carrier() {
        return Carrier.SOCKET_IO_WEBSOCKET;
    }
}
