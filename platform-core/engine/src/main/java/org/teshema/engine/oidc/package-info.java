/**
 * People whom an OpenID Connect provider knows. {@link org.teshema.engine.oidc.Oidc} takes a browser there and back; what comes back is
 * believed only after {@link org.teshema.engine.oidc.TokenCheck} has found nothing wrong with it, and becomes a person only where somebody
 * who may has said which: nobody registers themselves. What the platform sends out goes to the configured provider alone.
 */
package org.teshema.engine.oidc;
