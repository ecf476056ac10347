package lab.comparison;

class SseDeliveryTest implements StreamContract {

    @Override
    public Carrier carrier() {
        return Carrier.SSE;
    }
}
