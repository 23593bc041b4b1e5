package org.teshema.rest;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.apache.cxf.bus.extension.ExtensionManagerBus;
import org.apache.cxf.endpoint.Server;
import org.apache.cxf.jaxrs.JAXRSServerFactoryBean;
import org.apache.cxf.jaxrs.provider.ServerProviderFactory;
import org.apache.cxf.transport.servlet.CXFNonSpringServlet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.teshema.rest.auth.CallProvider;
import org.teshema.rest.auth.Tokens;
import org.teshema.rest.json.JsonFace;
import org.teshema.rest.ops.Meters;
import org.teshema.rest.ops.OperationName;
import org.teshema.rest.problem.Fault;
import org.teshema.rest.problem.HttpFault;
import org.teshema.rest.problem.ProblemFace;
import org.teshema.rest.problem.ProblemMapper;
import org.teshema.web.Pages;

/**
 * The one servlet under every path of the platform. It waits until all resources are there, builds one JAX-RS server of them and never
 * another: what comes later, such as a plugin, is reached through a resource that is there from the start.
 */
@Component(
        service = Servlet.class,
        property = {
            "osgi.http.whiteboard.servlet.pattern=/*",
            "servlet.init.hide-service-list-page=true",
            "servlet.init.disable-address-updates=true",
            "resources.cardinality.minimum:Integer=" + Hub.RESOURCES
        })
public final class Hub extends CXFNonSpringServlet {
    private static final long serialVersionUID = 1L;

    /** How many resources the platform has: the server is built when so many are there. */
    public static final int RESOURCES = 29;

    private static final Fault UNREADABLE = HttpFault.MALFORMED.told(
            "地址中有不允许的字符或路径写法，无法识别。请重新扫描标牌，或输入标牌上的 13 位编号。",
            "The address has characters or path parts that cannot be read in one way only. Scan the label again, or type its 13-digit"
                    + " number.");

    private final transient List<RestResource> resources;
    private final transient List<ShortWay> shortWays;
    private final transient Tokens tokens;
    private final transient ProblemFace problems;
    private final transient Meters meters;
    private transient Server server;

    /** Serves these resources to the holders of these tokens; errors are told to people on these pages. */
    @Activate
    public Hub(
            @Reference(
                            name = "resources",
                            cardinality = ReferenceCardinality.AT_LEAST_ONE,
                            policyOption = ReferencePolicyOption.GREEDY)
                    List<RestResource> resources,
            @Reference Tokens tokens,
            @Reference Pages pages,
            @Reference Meters meters) {
        this.resources = resources.stream()
                .sorted(Comparator.comparing(resource -> resource.getClass().getName()))
                .toList();
        this.shortWays = this.resources.stream()
                .filter(ShortWay.class::isInstance)
                .map(ShortWay.class::cast)
                .toList();
        this.tokens = tokens;
        this.meters = meters;
        this.problems = new ProblemFace(pages);
    }

    @Override
    public void init(ServletConfig config) throws ServletException {
        // CXF finds its extensions through the context class loader; they are all inside this bundle.
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(Hub.class.getClassLoader());
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
        factory.setProviders(List.of(
                new JsonFace(),
                new CallProvider(tokens),
                new BodyLimit(),
                new OperationName(),
                new ProblemMapper.OfJaxRs(problems),
                new ProblemMapper.OfAll(problems)));
        factory.setServiceBeanObjects(resources.toArray());
        Server built = factory.create();
        // CXF would let ?_type and ?_ctype stand for the headers Accept and Content-Type: two ways to say one thing,
        // one of them unguarded.
        ((ServerProviderFactory) built.getEndpoint().get(ServerProviderFactory.class.getName()))
                .setRequestPreprocessor(null);
        return built;
    }

    @Override
    public void service(ServletRequest request, ServletResponse response) throws ServletException, IOException {
        HttpServletRequest asked = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        long start = System.nanoTime();
        try {
            answer(asked, answer);
        } finally {
            meters.request(asked.getAttribute(Meters.OPERATION), answer.getStatus(), System.nanoTime() - start);
        }
    }

    private void answer(HttpServletRequest asked, HttpServletResponse answer) throws ServletException, IOException {
        Headers.set(asked, answer);
        if (Headers.preflight(asked, answer)) {
            return;
        }
        if (!RawPath.isPlain(asked.getRequestURI())) {
            problems.render(UNREADABLE, asked).send(answer);
            return;
        }
        try {
            if (!shortly(asked, answer)) {
                super.service((ServletRequest) asked, (ServletResponse) answer);
            }
        } catch (ServletException | IOException | RuntimeException e) {
            if (answer.isCommitted()) {
                throw e;
            }
            problems.render(e, asked).send(answer);
        }
    }

    /** Answers past JAX-RS what has a short way. */
    private boolean shortly(HttpServletRequest asked, HttpServletResponse answer) throws IOException {
        String path = asked.getRequestURI();
        for (ShortWay way : shortWays) {
            if (way.leadsTo(path) && asked.getMethod().equals("GET")) {
                asked.setAttribute(Meters.OPERATION, way.operation());
                way.get(new Call(asked, tokens), path).send(answer);
                return true;
            }
        }
        return false;
    }

    @Override
    public void destroy() {
        if (server != null) {
            server.destroy();
        }
        super.destroy();
    }
}
