/** A district's application; {@link org.teshema.plugin.template.DistrictApp} is the whole of it. Go on from there. */
package org.teshema.plugin.template;
