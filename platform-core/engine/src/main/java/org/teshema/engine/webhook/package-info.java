/**
 * The outgoing webhook 消息推送 of an organisation: each item of its inbox and each digest is sent to an address of its own, as JSON without
 * anything personal, signed with HMAC-SM3. What is to be sent is a row in the transaction of what caused it; one node at a time sends,
 * beside everything else the platform does, and what cannot be delivered within a day is given up and told in the inbox.
 */
package org.teshema.engine.webhook;
