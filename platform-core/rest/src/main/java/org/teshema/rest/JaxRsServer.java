package org.teshema.rest;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.cxf.bus.extension.ExtensionManagerBus;
import org.apache.cxf.endpoint.Server;
import org.apache.cxf.jaxrs.JAXRSServerFactoryBean;
import org.apache.cxf.jaxrs.provider.ServerProviderFactory;
import org.apache.cxf.transport.servlet.CXFNonSpringServlet;
import org.teshema.rest.auth.CallProvider;
import org.teshema.rest.json.JsonFace;
import org.teshema.rest.ops.Meters;
import org.teshema.rest.ops.OperationName;
import org.teshema.rest.problem.ProblemFace;
import org.teshema.rest.problem.ProblemMapper;
import org.teshema.rest.read.PersonalNoted;

/**
 * One JAX-RS server over one set of resources, from its making to its end; it begins once and never again. Thread-safe: a request that is
 * on its way when the end comes is answered first.
 */
final class JaxRsServer {
    private static final long PATIENCE_SECONDS = 5;

    private final Engine engine;
    private final List<ShortWay> shortWays;
    // Held for reading by every request on its way, for writing from the end on.
    private final ReentrantReadWriteLock open = new ReentrantReadWriteLock();

    /** Begins to serve these resources under the servlet of that configuration. */
    JaxRsServer(ServedResources served, ProblemFace problems, ServletConfig config) throws ServletException {
        engine = new Engine(served, problems);
        shortWays = served.resources().stream()
                .filter(ShortWay.class::isInstance)
                .map(ShortWay.class::cast)
                .toList();
        engine.init(config);
    }

    /** Where it answers scans. */
    CodePath codes() {
        return engine.served.codes();
    }

    /** Answers the request; false, and nothing done, when this server has ended. */
    boolean serve(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        if (!open.readLock().tryLock()) {
            return false;
        }
        try {
            ProblemFace.read(request, engine.served.tokens());
            if (!shortly(request, response)) {
                engine.service((ServletRequest) request, (ServletResponse) response);
            }
            return true;
        } finally {
            open.readLock().unlock();
        }
    }

    /** Answers past JAX-RS what has a short way. */
    private boolean shortly(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI();
        for (ShortWay way : shortWays) {
            if (way.leadsTo(path) && request.getMethod().equals("GET")) {
                request.setAttribute(Meters.OPERATION, way.operation());
                way.get(new Call(request, engine.served.tokens()), path).send(response);
                return true;
            }
        }
        return false;
    }

    /** Takes no more requests, waits for those on their way, {@value #PATIENCE_SECONDS} seconds at most, and ends. */
    void end() {
        try {
            if (!open.writeLock().tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                // What hangs so long has lost whatever it waits for.
                engine.destroy();
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        engine.destroy();
    }

    /** The servlet of CXF, on a bus of its own. */
    private static final class Engine extends CXFNonSpringServlet {
        private static final long serialVersionUID = 1L;

        private final transient ServedResources served;
        private final transient ProblemFace problems;
        private transient Server server;

        Engine(ServedResources served, ProblemFace problems) {
            this.served = served;
            this.problems = problems;
        }

        @Override
        public void init(ServletConfig config) throws ServletException {
            // CXF finds its extensions through the context class loader; they are all inside this bundle.
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(JaxRsServer.class.getClassLoader());
            try {
                setBus(new ExtensionManagerBus());
                super.init(config);
                server = build();
            } finally {
                thread.setContextClassLoader(before);
            }
        }

        private Server build() {
            JAXRSServerFactoryBean factory = new JAXRSServerFactoryBean();
            factory.setBus(getBus());
            factory.setAddress("/");
            List<Object> providers = new ArrayList<>(List.of(
                    new JsonFace(),
                    new CallProvider(served.tokens()),
                    new BodyLimit(),
                    new OwnPages(),
                    new OperationName(),
                    new PersonalNoted(),
                    new ProblemMapper.OfJaxRs(problems),
                    new ProblemMapper.OfAll(problems)));
            if (!served.codes().isUsual()) {
                providers.add(new CodePathFilter(served.codes()));
            }
            factory.setProviders(providers);
            factory.setServiceBeanObjects(served.resources().toArray());
            Server built = factory.create();
            // CXF would let ?_type and ?_ctype stand for the headers Accept and Content-Type: two ways to say one
            // thing,
            // one of them unguarded.
            ((ServerProviderFactory) built.getEndpoint().get(ServerProviderFactory.class.getName()))
                    .setRequestPreprocessor(null);
            return built;
        }

        @Override
        public void destroy() {
            if (server != null) {
                server.destroy();
            }
            super.destroy();
        }
    }
}
