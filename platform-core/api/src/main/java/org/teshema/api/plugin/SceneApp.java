package org.teshema.api.plugin;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.app.Event;
import org.teshema.api.app.Job;
import org.teshema.api.app.JobContext;
import org.teshema.api.app.Page;
import org.teshema.api.app.PageContext;
import org.teshema.api.app.PageView;
import org.teshema.api.app.Receipt;
import org.teshema.api.archive.Entry;
import org.teshema.api.scan.Link;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;
import org.teshema.api.text.Text;

/**
 * An application of a district's own 场景应用, or of the city's: it joins the scans of devices in its district and has pages of
 * its own.
 */
public non-sealed interface SceneApp extends Plugin {
    /** The card that introduces it: one sentence. Called once, at the gate. */
    Text card();

    /** Links it adds to the linkset of the scanned code. */
    default List<Link> links(ScanContext context) {
        return List.of();
    }

    /** What it adds to the scan page; by default nothing. */
    @Override
    default View view(ScanContext context) {
        return View.empty();
    }

    /** The pages it has. Called once, at the gate; names unique. */
    default List<Page> pages() {
        return List.of();
    }

    /**
     * What one of its pages shows this reader. It has 200 ms, as a view has; while it throws, is slow or does not come back,
     * the page tells that it is missing.
     *
     * @param context never of a page it did not declare, nor for somebody who is not among that page's readers
     */
    default PageView page(PageContext context) {
        return PageView.of(List.of());
    }

    /**
     * What is told to whoever has just recorded an entry on one of its pages, beside that it was recorded; by default nothing. It has
     * 200 ms. While it throws, is slow or does not come back, the entry stands all the same and the person is told only that.
     *
     * <p>The entry is committed, and the app may not have {@linkplain #heard heard} of it yet. What is sent again, with the same token,
     * is asked about again: the answer about one entry MUST stay the same.
     *
     * @param context of the device, as its page had it before the entry
     * @param entry the entry, as far as its author may see it
     */
    default Optional<Receipt> receipt(ScanContext context, Entry entry) {
        return Optional.empty();
    }

    /**
     * Names of the entry kinds of which it hears each entry that is appended: the city's and its own. Called once, at the gate;
     * empty for an app that hears nothing.
     */
    default Set<String> hears() {
        return Set.of();
    }

    /**
     * An entry was appended to the archive of a device of its district. It has 200 ms. Nobody reads meanwhile: the platform
     * gives the app what an authority of its district would see.
     *
     * <p>It is told at least once, those of one device in the order they were recorded, while the app serves: what happens
     * while it is away is not kept for it. What it throws means: not heard. It is told again, after longer and longer pauses,
     * the device's later events wait, and after ten tries the event is given up. Entries written in bulk, such as an imported
     * table, are not told.
     */
    default void heard(Event event) {}

    /** The jobs it does by itself. Called once, at the gate; at most 20, names unique. A release needs the permission {@code jobs}. */
    default List<Job> jobs() {
        return List.of();
    }

    /**
     * A job is due. It has 10 seconds and may keep the thread as long; then it is interrupted. Nobody reads meanwhile: the platform gives
     * the app what an authority of its district would see.
     *
     * <p>Of several nodes one does the jobs of an app. A due time is handed out once: what is thrown, or is not over in time, is
     * recorded as failed and the job comes again when it is next due; due times that passed while the app was away are not made up
     * for. What it writes into its {@linkplain Platform#tables tables} in one change is there whole or not at all.
     *
     * @param context never of a job it did not declare
     */
    default void job(JobContext context) {}
}
