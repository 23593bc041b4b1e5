/**
 * 检验台, what an inspection body finds beside the inspection itself, which is the city's and every category's: the devices it has a task
 * for, with what is due next, and the way to tell the district of a risk 风险线索. A task and its days are the platform's: who has none
 * today sees no device here and writes nothing.
 */
package org.teshema.plugin.inspectiondesk;
