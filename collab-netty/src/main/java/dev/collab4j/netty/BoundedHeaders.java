package dev.collab4j.netty;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.TooLongHttpHeaderException;

/** The headers of a request, so many at the most: a short one takes some thirty times its bytes. */
final class BoundedHeaders extends DefaultHttpHeaders {

    static final int MAX_HEADERS = 64;

    /** Makes them for a decoder. */
    static final HttpHeadersFactory FACTORY = new HttpHeadersFactory() {
        @Override
        public HttpHeaders newHeaders() {
            return new BoundedHeaders();
        }

        @Override
        public HttpHeaders newEmptyHeaders() {
            return new BoundedHeaders();
        }
    };

    @Override
    public HttpHeaders add(CharSequence name, Object value) {
        check();
        return super.add(name, value);
    }

    @Override
    public HttpHeaders add(String name, Object value) {
        check();
        return super.add(name, value);
    }

    private void check() {
        if (size() >= MAX_HEADERS) {
            throw new TooLongHttpHeaderException("more than " + MAX_HEADERS + " headers");
        }
    }
}
