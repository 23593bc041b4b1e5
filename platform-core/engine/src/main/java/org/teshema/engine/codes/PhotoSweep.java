package org.teshema.engine.codes;

import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.time.Beat;

/** Lets go of photos that no entry has named for a day, once an hour and at the start. On several nodes each does: what is gone is gone. */
@Component(service = PhotoSweep.class, immediate = true)
public final class PhotoSweep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PhotoSweep.class);
    private static final Duration PAUSE = Duration.ofHours(1);

    private final Photos photos;
    private final Beat beat;

    /** Sweeps among these. */
    @Activate
    public PhotoSweep(@Reference Photos photos) {
        this.photos = photos;
        this.beat = Beat.every(PAUSE, "teshema-photos", this::sweepQuietly);
    }

    private void sweepQuietly() {
        try {
            photos.letGo();
        } catch (Problem e) {
            LOG.debug("Unnamed photos stay for another hour: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("未被引用的照片清理失败，一小时后再试 / unnamed photos could not be let go, tried again in an hour", e);
        }
    }

    @Override
    @Deactivate
    public void close() {
        beat.close();
    }
}
