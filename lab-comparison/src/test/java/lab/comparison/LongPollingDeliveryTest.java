package lab.comparison;

class LongPollingDeliveryTest implements HeldOpenContract {

    @Override
    public Carrier carrier() {
        return Carrier.LONG_POLLING;
    }
}
