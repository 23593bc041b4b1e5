/**
 * Suspect labels 可疑标牌: what everybody may tell of without log-in, whatever stands on the label and whether or not such a code exists.
 * Reports of the same text in a district are one matter of its bureau, or of the city's where nobody says where it was.
 */
package org.teshema.engine.suspect;
