package org.teshema.rest.auth;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.ext.Provider;
import org.apache.cxf.jaxrs.ext.ContextProvider;
import org.apache.cxf.message.Message;
import org.apache.cxf.transport.http.AbstractHTTPDestination;
import org.teshema.rest.Call;

/** Hands a resource method the {@link Call} of its request. */
@Provider
public final class CallProvider implements ContextProvider<Call> {
    private final Tokens tokens;

    /** Calls whose tokens are known to these. */
    public CallProvider(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Call createContext(Message message) {
        return new Call((HttpServletRequest) message.get(AbstractHTTPDestination.HTTP_REQUEST), tokens);
    }
}
