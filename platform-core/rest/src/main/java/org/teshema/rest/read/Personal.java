package org.teshema.rest.read;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What this method shows to whoever is logged in may be personal: what an archive keeps from the public, or who has an account. Each method
 * that reads has it, or stands among those that need it not: {@code PersonalTest}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Personal {
    /** Whether it is about accounts. */
    boolean accounts() default false;
}
