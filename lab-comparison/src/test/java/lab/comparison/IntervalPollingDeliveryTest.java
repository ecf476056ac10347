package lab.comparison;

class IntervalPollingDeliveryTest implements DeliveryContract {

    @Override
    public Carrier carrier() {
        return Carrier.POLLING;
    }
}
