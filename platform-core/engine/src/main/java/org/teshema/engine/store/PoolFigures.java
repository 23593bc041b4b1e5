package org.teshema.engine.store;

import com.zaxxer.hikari.HikariDataSource;

/**
 * The connections to the database right now.
 *
 * @param active at work
 * @param idle open and free
 * @param waiting callers that wait for one
 * @param most allowed at a time
 */
public record PoolFigures(int active, int idle, int waiting, int most) {
    static PoolFigures of(HikariDataSource pool) {
        var figures = pool.getHikariPoolMXBean();
        return new PoolFigures(
                figures.getActiveConnections(),
                figures.getIdleConnections(),
                figures.getThreadsAwaitingConnection(),
                pool.getMaximumPoolSize());
    }

    PoolFigures and(PoolFigures more) {
        return new PoolFigures(active + more.active, idle + more.idle, waiting + more.waiting, most + more.most);
    }
}
