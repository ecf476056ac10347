package lab.feed.server;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.EagerContentHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Hands a request on when all of it is there, so that no thread waits for a client that sends
 * its body a byte a second: as many such clients as there are threads would stop the server.
 * What is longer than any route takes is handed on unread, to be refused.
 */
final class WholeRequests extends EagerContentHandler {

    WholeRequests(int maxBodyBytes) {
        super(new Arrival(),
                new RetainedContentLoaderFactory(maxBodyBytes + 1L, 0, false));
        include(request -> request.getLength() <= maxBodyBytes);
    }

    private static final class Arrival extends Handler.Wrapper {

        @Override
        public boolean handle(Request request, Response response, Callback callback)
                throws Exception {
            if (request.getConnectionMetaData().getConnection()
                    .getEndPoint() instanceof LabEndPoint endPoint) {
                endPoint.requestArrived();
            }
            return super.handle(request, response, callback);
        }
    }
}
