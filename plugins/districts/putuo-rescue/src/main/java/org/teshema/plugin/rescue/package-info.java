/**
 * Trapped passengers in lifts of 普陀区: drills and real rescues, and how long each step took. The limits are dated rules; the board
 * reckons medians and shares for the lifts its reader answers for, so a maintenance unit sees its own and the district all.
 */
package org.teshema.plugin.rescue;
