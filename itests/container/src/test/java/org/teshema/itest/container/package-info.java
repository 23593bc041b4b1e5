/**
 * What can only be seen from inside the running container. The built distribution is started as it is shipped and asked about its
 * bundles; everything a person can see from outside is tested by the journeys instead. Few tests, because each start costs seconds.
 */
package org.teshema.itest.container;
