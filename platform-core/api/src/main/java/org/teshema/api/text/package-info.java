/**
 * Words shown to people. Every title, sentence and reason exists in Chinese and in English, Chinese first. The web and
 * REST faces choose the language; plugins always give both.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.teshema.api.text;
