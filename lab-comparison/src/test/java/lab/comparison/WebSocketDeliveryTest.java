package lab.comparison;

class WebSocketDeliveryTest implements StreamContract {

    @Override
    public Carrier carrier() {
        return Carrier.WEBSOCKET;
    }
}
