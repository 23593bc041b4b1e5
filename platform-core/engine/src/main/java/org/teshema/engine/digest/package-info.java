/**
 * The daily digest 每日摘要 of an organisation's inbox: what is open, what is new since the digest before, and what has been open for too
 * long, as numbers by kind. It is made once a day for the whole city, by whichever node comes first, and says nothing of what entries
 * say.
 */
package org.teshema.engine.digest;
