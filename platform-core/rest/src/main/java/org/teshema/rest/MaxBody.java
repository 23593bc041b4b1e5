package org.teshema.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How large a body this resource method takes; without it a method takes {@value #USUAL} bytes. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface MaxBody {
    /** What fits for a request made of words. */
    int USUAL = 256 * 1024;

    /** Most bytes. */
    int value();
}
