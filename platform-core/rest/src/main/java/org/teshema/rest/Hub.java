package org.teshema.rest;

import com.fasterxml.jackson.jakarta.rs.json.JacksonJsonProvider;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import java.util.List;
import org.apache.cxf.bus.extension.ExtensionManagerBus;
import org.apache.cxf.endpoint.Server;
import org.apache.cxf.jaxrs.JAXRSServerFactoryBean;
import org.apache.cxf.transport.servlet.CXFNonSpringServlet;
import org.osgi.service.component.annotations.Component;

/**
 * The one servlet under every path of the platform: it builds one JAX-RS server when it starts and never again.
 *
 * <p>Plugins come and go behind a resource of our own, so a plugin's arrival never touches this server.
 */
@Component(
        service = Servlet.class,
        property = {"osgi.http.whiteboard.servlet.pattern=/*", "servlet.init.hide-service-list-page=true"})
public final class Hub extends CXFNonSpringServlet {
    private static final long serialVersionUID = 1L;

    private transient Server server;

    @Override
    public void init(ServletConfig config) throws ServletException {
        // CXF finds its extensions through the context class loader; they are all inside this bundle.
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(Hub.class.getClassLoader());
        try {
            setBus(new ExtensionManagerBus());
            super.init(config);
            JAXRSServerFactoryBean factory = new JAXRSServerFactoryBean();
            factory.setBus(getBus());
            factory.setAddress("/");
            factory.setProviders(List.of(new JacksonJsonProvider()));
            factory.setServiceBeanObjects(new HealthResource());
            server = factory.create();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public void destroy() {
        if (server != null) {
            server.destroy();
        }
        super.destroy();
    }
}
