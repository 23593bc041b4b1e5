package org.teshema.rest;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.teshema.rest.ops.Meters;
import org.teshema.rest.problem.Fault;
import org.teshema.rest.problem.HttpFault;
import org.teshema.rest.problem.ProblemFace;
import org.teshema.rest.read.Reads;
import org.teshema.web.Pages;

/**
 * The one servlet under every path of the platform. It is registered once and stays, whatever comes and goes behind it: while there are no
 * resources, at the start and when settings change, it says so. What comes later, such as a plugin, is reached through a resource that is
 * there from the start.
 */
@Component(
        service = Servlet.class,
        immediate = true,
        property = {
            "osgi.http.whiteboard.servlet.pattern=/*",
            "osgi.http.whiteboard.servlet.errorPage=4xx",
            "osgi.http.whiteboard.servlet.errorPage=5xx",
            "servlet.init.hide-service-list-page=true",
            "servlet.init.disable-address-updates=true"
        })
public final class Hub extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** How many resources the platform has: they are served when so many are there. */
    public static final int RESOURCES = 64;

    private static final Fault UNREADABLE = HttpFault.MALFORMED.told(
            "地址中有不允许的字符或路径写法，无法识别。请重新扫描标牌，或输入标牌上的 13 位编号。",
            "The address has characters or path parts that cannot be read in one way only. Scan the label again, or"
                    + " type its 13-digit number.");

    private static final CodePath BEFORE = new CodePath(CodePath.USUAL);

    private final transient Meters meters;
    private final transient Reads reads;
    private final transient ProblemFace problems;
    private transient ServletConfig config;
    private transient ServedResources resources;
    private transient volatile JaxRsServer server;

    /** Serves nothing yet; errors are told to people on these pages, and who read what is not for everybody is noted there. */
    @Activate
    public Hub(@Reference Pages pages, @Reference Meters meters, @Reference Reads reads) {
        this.meters = meters;
        this.reads = reads;
        this.problems = new ProblemFace(pages);
    }

    /** Serves these from now on. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            unbind = "release")
    public synchronized void serve(ServedResources arrived) {
        resources = arrived;
        begin();
    }

    /** Serves these no more; those that have taken their place stay. */
    public synchronized void release(ServedResources gone) {
        if (resources == gone) {
            resources = null;
            end();
        }
    }

    @Override
    public synchronized void init(ServletConfig given) throws ServletException {
        super.init(given);
        config = given;
        begin();
    }

    @Override
    public synchronized void destroy() {
        config = null;
        end();
        super.destroy();
    }

    /** Takes up what there is: only with both, resources and a place under a web server, is there something to serve. */
    private void begin() {
        if (config == null || resources == null) {
            return;
        }
        JaxRsServer before = server;
        try {
            server = new JaxRsServer(resources, problems, config);
        } catch (ServletException e) {
            throw new IllegalStateException("The resources cannot be served", e);
        }
        if (before != null) {
            before.end();
        }
    }

    private void end() {
        JaxRsServer before = server;
        server = null;
        if (before != null) {
            before.end();
        }
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
            reads.answered(asked, answer.getStatus());
        }
    }

    private void answer(HttpServletRequest asked, HttpServletResponse answer) throws ServletException, IOException {
        JaxRsServer now = server;
        CodePath codes = now == null ? BEFORE : now.codes();
        Headers.set(asked, answer, codes);
        if (Headers.preflight(asked, answer, codes)) {
            return;
        }
        if (asked.getDispatcherType() == DispatcherType.ERROR) {
            // What the web server refused by itself: what is left of the request is not looked at.
            int status = (Integer) asked.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
            problems.render(status, asked).send(answer);
            return;
        }
        if (!RawPath.isPlain(asked.getRequestURI())) {
            problems.render(UNREADABLE, asked).send(answer);
            return;
        }
        try {
            if (now == null || !now.serve(asked, answer)) {
                problems.render(HttpServletResponse.SC_SERVICE_UNAVAILABLE, asked)
                        .send(answer);
            }
        } catch (ServletException | IOException | RuntimeException e) {
            if (answer.isCommitted()) {
                throw e;
            }
            problems.render(e, asked).send(answer);
        }
    }
}
