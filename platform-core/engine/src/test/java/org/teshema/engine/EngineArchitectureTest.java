package org.teshema.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The walls of the engine. */
class EngineArchitectureTest {
    private static final JavaClasses ENGINE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.teshema.engine");

    private static final Set<String> SHARED = Set.of("Actor", "OrganisationColumns");

    private static final String[] HIDDEN = {
        "org.hibernate..", "jakarta.persistence..", "com.zaxxer..", "org.flywaydb..", "org.postgresql..", "org.h2.."
    };

    @Test
    void nouns_of_the_trade_do_not_need_each_other_in_circles() {
        // The store's list of entities names the rows of the nouns that use it; a row class is data and needs nobody.
        slices().assignedFrom(nouns())
                .should()
                .beFreeOfCycles()
                .ignoreDependency(
                        JavaClass.Predicates.simpleName("Entities"), JavaClass.Predicates.simpleNameEndingWith("Row"))
                .check(ENGINE);
    }

    /**
     * The runtime of components looks for a public constructor by the number of its parameters, in no order: with a second one it
     * may try that first and say in the log that it does not fit.
     */
    @Test
    void a_component_has_no_second_public_constructor_of_the_same_length() {
        classes()
                .that()
                .areAnnotatedWith("org.osgi.service.component.annotations.Component")
                .should(new ArchCondition<>("have public constructors of different lengths") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        long all = type.getConstructors().stream()
                                .filter(one -> one.getModifiers().contains(JavaModifier.PUBLIC))
                                .count();
                        long lengths = type.getConstructors().stream()
                                .filter(one -> one.getModifiers().contains(JavaModifier.PUBLIC))
                                .mapToInt(one -> one.getRawParameterTypes().size())
                                .distinct()
                                .count();
                        events.add(new SimpleConditionEvent(type, all == lengths, type.getName()));
                    }
                })
                .check(ENGINE);
    }

    /** A package is a noun; who asks, for whom and what they may see is one that all others share. */
    private static SliceAssignment nouns() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                String name = type.getPackageName().replaceFirst("org\\.teshema\\.engine\\.?", "");
                boolean shared = SHARED.contains(type.getSimpleName());
                return name.isEmpty() ? SliceIdentifier.ignore() : SliceIdentifier.of(shared ? "actor" : name);
            }

            @Override
            public String getDescription() {
                return "nouns of the engine";
            }
        };
    }

    @Test
    void only_the_store_knows_which_libraries_reach_the_database() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.teshema.engine.store..")
                .and()
                .haveSimpleNameNotEndingWith("Row")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.zaxxer..", "org.flywaydb..", "org.postgresql..", "org.h2..")
                .check(ENGINE);
    }

    @Test
    void what_others_may_call_speaks_only_of_java_and_of_us() {
        classes()
                .that()
                .resideOutsideOfPackage("org.teshema.engine.store..")
                .and()
                .arePublic()
                .and()
                .haveSimpleNameNotEndingWith("Row")
                .should(speakNoneOf(JavaClass.Predicates.resideInAnyPackage(HIDDEN)))
                .check(ENGINE);
    }

    private static ArchCondition<JavaClass> speakNoneOf(DescribedPredicate<JavaClass> hidden) {
        return new ArchCondition<>("name no hidden type in public signatures") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaCodeUnit unit : type.getCodeUnits()) {
                    if (isOpen(
                            unit.getModifiers().contains(JavaModifier.PUBLIC),
                            unit.getModifiers().contains(JavaModifier.PROTECTED))) {
                        Stream.concat(
                                        Stream.of(unit.getRawReturnType()),
                                        Stream.concat(
                                                unit.getRawParameterTypes().stream(),
                                                unit.getAllInvolvedRawTypes().stream()))
                                .filter(hidden)
                                .forEach(found -> events.add(SimpleConditionEvent.violated(
                                        type, unit.getFullName() + " names " + found.getName())));
                    }
                }
                for (JavaField field : type.getFields()) {
                    if (isOpen(
                                    field.getModifiers().contains(JavaModifier.PUBLIC),
                                    field.getModifiers().contains(JavaModifier.PROTECTED))
                            && hidden.test(field.getRawType())) {
                        events.add(SimpleConditionEvent.violated(type, field.getFullName() + " is a hidden type"));
                    }
                }
            }
        };
    }

    private static boolean isOpen(boolean isPublic, boolean isProtected) {
        return isPublic || isProtected;
    }
}
