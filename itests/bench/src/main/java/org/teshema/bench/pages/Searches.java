package org.teshema.bench.pages;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teshema.api.device.Organisation;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.account.Actor;
import org.teshema.engine.device.DeviceFilter;
import org.teshema.engine.device.DeviceSearch;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.DatabaseSettings;
import org.teshema.engine.time.CityClock;

/** Searches for devices as the list of the console makes them: the first page and how many there are. */
final class Searches {
    private static final long MOST_COUNTED = 1_000;

    private final String url;

    Searches(String url) {
        this.url = url;
    }

    /** What is looked for, and by whom. */
    private record Search(Actor actor, String typed) {}

    /** How long each took, in milliseconds, ascending. */
    List<Double> millis(int most) throws SQLException {
        List<Search> searches = searches(most);
        var millis = new ArrayList<Double>();
        try (var database = Database.of(new DatabaseSettings(url, "", "", 4))) {
            var search = new DeviceSearch(database, new CityClock(InstantSource.system()));
            // Once before: connections and plans are there, as in a platform that runs.
            search.find(
                    searches.get(0).actor(),
                    DeviceFilter.none(),
                    Optional.of(searches.get(0).typed()),
                    Cursor.first());
            for (Search one : searches) {
                long began = System.nanoTime();
                search.find(one.actor(), DeviceFilter.none(), Optional.of(one.typed()), Cursor.first());
                search.count(one.actor(), DeviceFilter.none(), Optional.of(one.typed()), MOST_COUNTED);
                millis.add((System.nanoTime() - began) / 1e6);
            }
        }
        millis.sort(null);
        return millis;
    }

    /** Words and numbers of devices that are there, common and rare ones, and words that are nowhere, for the city and a district. */
    private List<Search> searches(int most) throws SQLException {
        var searches = new ArrayList<Search>();
        try (Connection connection = DriverManager.getConnection(url)) {
            Actor city = actor(connection, OrganisationKind.CITY_BUREAU);
            Actor district = actor(connection, OrganisationKind.DISTRICT);
            for (String typed : typed(connection, most / 2)) {
                searches.add(new Search(city, typed));
                searches.add(new Search(district, typed));
            }
        }
        return searches;
    }

    private static List<String> typed(Connection connection, int most) throws SQLException {
        var typed = new ArrayList<String>();
        String sql = "select d.name, d.place, u.name as unit, (select max(i.printed) from identifier i"
                + " where i.device_id = d.id) as number from device d join organisation u on u.id = d.using_unit_id"
                + " where length(d.name) > 1 and length(d.place) > 5 and length(u.name) > 4 order by random() limit "
                + most;
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            while (row.next()) {
                String name = row.getString("name");
                String place = row.getString("place");
                switch (typed.size() % 6) {
                    case 0 -> typed.add(name.substring(0, 2));
                    case 1 -> typed.add(place.substring(place.length() - 4));
                    case 2 -> typed.add(row.getString("unit").substring(0, 4));
                    case 3 -> typed.add(row.getString("number") == null ? name : row.getString("number"));
                    case 4 -> typed.add(name + " " + place.substring(0, 4));
                    default -> typed.add("查无此词" + typed.size());
                }
            }
        }
        return typed;
    }

    private static Actor actor(Connection connection, OrganisationKind kind) throws SQLException {
        try (var select = connection.prepareStatement(
                "select id, name, district from organisation where kind = ? order by id limit 1")) {
            select.setString(1, kind.name());
            try (var row = select.executeQuery()) {
                row.next();
                return new Actor(
                        1,
                        "bench",
                        new Organisation(
                                row.getLong("id"),
                                kind,
                                row.getString("name"),
                                Optional.empty(),
                                row.getString("district"),
                                Optional.empty()));
            }
        }
    }
}
