package lab.websocket;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Compression only on request: {@code /ws?deflate=true}. Jetty accepts permessage-deflate
 * (RFC 7692) from every client that offers it, as browsers do; each connection then costs
 * a compressor's memory, no two share their bytes, and nobody can read them.
 */
final class DeflateSwitch extends Handler.Wrapper {

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        boolean offered = request.getHeaders().contains(HttpHeader.SEC_WEBSOCKET_EXTENSIONS);
        return super.handle(offered && !isWanted(request) ? new WithoutExtensions(request) : request,
                response, callback);
    }

    private static boolean isWanted(Request request) {
        return "true".equals(Request.extractQueryParameters(request).getValue("deflate"));
    }

    /** An extension that is not offered cannot be accepted (RFC 6455 §9.1). */
    private static final class WithoutExtensions extends Request.Wrapper {

        private final HttpFields headers;

        WithoutExtensions(Request request) {
            super(request);
            headers = HttpFields.build(request.getHeaders()).remove(HttpHeader.SEC_WEBSOCKET_EXTENSIONS).asImmutable();
        }

        @Override
        public HttpFields getHeaders() {
            return headers;
        }
    }
}
