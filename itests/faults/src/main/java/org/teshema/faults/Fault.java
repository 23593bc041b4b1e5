package org.teshema.faults;

import static org.teshema.faults.Containment.GAP;
import static org.teshema.faults.Containment.HARMLESS;
import static org.teshema.faults.Containment.NOT_ADMITTED;
import static org.teshema.faults.Containment.NOT_IN_THIS_PROCESS;
import static org.teshema.faults.Containment.REFUSED;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.teshema.api.plugin.SceneApp;
import org.teshema.faults.gallery.AllocatesMuch;
import org.teshema.faults.gallery.AnswersGarbage;
import org.teshema.faults.gallery.AnswersNull;
import org.teshema.faults.gallery.AnswersTooMuch;
import org.teshema.faults.gallery.BrokenMigration;
import org.teshema.faults.gallery.CallsExit;
import org.teshema.faults.gallery.CatchesEverything;
import org.teshema.faults.gallery.ComputesInTheJdk;
import org.teshema.faults.gallery.DeclaresOthersKind;
import org.teshema.faults.gallery.ExhaustsHeap;
import org.teshema.faults.gallery.FloodsTheLog;
import org.teshema.faults.gallery.HaltsByReflection;
import org.teshema.faults.gallery.Hangs;
import org.teshema.faults.gallery.HangsAtStart;
import org.teshema.faults.gallery.IgnoresInterrupts;
import org.teshema.faults.gallery.IsSlow;
import org.teshema.faults.gallery.LeaksMemory;
import org.teshema.faults.gallery.LeaksThreads;
import org.teshema.faults.gallery.LoopsEndlessly;
import org.teshema.faults.gallery.OpensFiles;
import org.teshema.faults.gallery.QueriesWithoutEnd;
import org.teshema.faults.gallery.Recurses;
import org.teshema.faults.gallery.SlowStatement;
import org.teshema.faults.gallery.Throws;
import org.teshema.faults.gallery.ThrowsAtStart;
import org.teshema.faults.gallery.Well;

/** All faults there are samples of, and what becomes of each. */
@SuppressWarnings("ImmutableEnumChecker") // its list is a copy, and a supplier makes a new plugin each time
public enum Fault {
    THROWS(Throws::new, GAP, "FAILED"),
    RECURSES(Recurses::new, GAP, "FAILED"),
    HANGS(Hangs::new, GAP, "TOO_SLOW"),
    LOOPS_ENDLESSLY(LoopsEndlessly::new, GAP, "TOO_COSTLY", "TOO_SLOW"),
    CATCHES_EVERYTHING(CatchesEverything::new, GAP, "TOO_COSTLY", "TOO_SLOW"),
    IGNORES_INTERRUPTS(IgnoresInterrupts::new, GAP, "TOO_SLOW"),
    COMPUTES_IN_THE_JDK(ComputesInTheJdk::new, GAP, "TOO_COSTLY", "TOO_SLOW"),
    IS_SLOW(IsSlow::new, HARMLESS),
    ALLOCATES_MUCH(AllocatesMuch::new, GAP, "TOO_COSTLY", "TOO_SLOW", "FAILED"),
    LEAKS_MEMORY(LeaksMemory::new, HARMLESS),
    FLOODS_THE_LOG(FloodsTheLog::new, GAP, "TOO_COSTLY", "TOO_SLOW"),
    QUERIES_WITHOUT_END(QueriesWithoutEnd::new, GAP, "TOO_COSTLY", "TOO_SLOW"),
    SLOW_STATEMENT(SlowStatement::new, GAP, "TOO_COSTLY", "TOO_SLOW", "FAILED"),
    ANSWERS_NULL(AnswersNull::new, GAP, "FAILED"),
    ANSWERS_TOO_MUCH(AnswersTooMuch::new, GAP, "FAILED"),
    ANSWERS_GARBAGE(AnswersGarbage::new, HARMLESS),
    CALLS_EXIT(CallsExit::new, REFUSED, "java.lang.System.exit"),
    HALTS_BY_REFLECTION(HaltsByReflection::new, REFUSED, "reflection"),
    LEAKS_THREADS(LeaksThreads::new, REFUSED, "threads"),
    OPENS_FILES(OpensFiles::new, REFUSED, "files"),
    THROWS_AT_START(ThrowsAtStart::new, NOT_ADMITTED, "start()"),
    HANGS_AT_START(HangsAtStart::new, NOT_ADMITTED, "start()"),
    CORRUPT_SCHEMA(DeclaresOthersKind::new, REFUSED, "inspection"),
    BROKEN_MIGRATION(BrokenMigration::new, NOT_ADMITTED, "V1__gallery.sql failed"),
    WRONG_API_RANGE(Well::new, REFUSED, "org.teshema.api"),
    TAMPERED_ENTRY(Well::new, REFUSED, "has another digest than in the release record"),
    REPLAYED_OLDER_VERSION(Well::new, NOT_ADMITTED, "is lower than"),
    SIGNED_BY_ANOTHER_DISTRICT(Well::new, REFUSED, "does not sign for 310107"),
    EXHAUSTS_HEAP(ExhaustsHeap::new, NOT_IN_THIS_PROCESS);

    private final Supplier<SceneApp> plugin;
    private final Containment contained;
    private final List<String> words;

    Fault(Supplier<SceneApp> plugin, Containment contained, String... words) {
        this.plugin = plugin;
        this.contained = contained;
        this.words = List.of(words);
    }

    /** The faults that are contained so. */
    public static List<Fault> all(Containment... contained) {
        Set<Containment> these = Set.of(contained);
        return Stream.of(values()).filter(one -> these.contains(one.contained)).toList();
    }

    /** A new plugin with this fault; for those that lie in how a jar is brought, one that behaves. */
    public SceneApp plugin() {
        return plugin.get();
    }

    /** Where it is stopped. */
    public Containment contained() {
        return contained;
    }

    /** The names of the gaps of which one is seen, or words of the English reason why it stays out. */
    public List<String> words() {
        return words;
    }

    /** Shown to people who run a test or a benchmark. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
