package dev.collab4j.netty;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.TooLongHttpHeaderException;

/** The headers of a request, in bounded memory: a short one takes some thirty times its bytes. */
final class BoundedHeaders extends DefaultHttpHeaders {

    static final int MAX_HEADERS = 64;

    /** What a header costs beside its bytes. */
    private static final int OVERHEAD_BYTES = 64;

    private final int maxBytes;
    private int bytes;

    private BoundedHeaders(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Makes them for a decoder. */
    static HttpHeadersFactory factory(int maxBytes) {
        return new HttpHeadersFactory() {
            @Override
            public HttpHeaders newHeaders() {
                return new BoundedHeaders(maxBytes);
            }

            @Override
            public HttpHeaders newEmptyHeaders() {
                return new BoundedHeaders(maxBytes);
            }
        };
    }

    @Override
    public HttpHeaders add(CharSequence name, Object value) {
        check(name.length() + value.toString().length());
        return super.add(name, value);
    }

    @Override
    public HttpHeaders add(String name, Object value) {
        check(name.length() + value.toString().length());
        return super.add(name, value);
    }

    private void check(int length) {
        bytes += length + OVERHEAD_BYTES;
        if (bytes > maxBytes || size() >= MAX_HEADERS) {
            throw new TooLongHttpHeaderException("more headers than " + MAX_HEADERS + ", or " + maxBytes + " bytes");
        }
    }
}
