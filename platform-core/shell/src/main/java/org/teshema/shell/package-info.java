/**
 * What an operator does on the console: commands under {@code teshema:}, one class each, thin over the engine's services.
 * A mistake is answered with one sentence, never with a stack trace. The console acts for the city bureau.
 */
package org.teshema.shell;
