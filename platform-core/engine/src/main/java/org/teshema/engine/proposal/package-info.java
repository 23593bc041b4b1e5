/**
 * Corrections 纠错 of what an archive says: anybody concerned proposes, whoever writes such entries confirms or declines, and the authority
 * corrects with a reason. What was corrected stays; proposal, decision and correcting entry are entries too.
 */
package org.teshema.engine.proposal;
