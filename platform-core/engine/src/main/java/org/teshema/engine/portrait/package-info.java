/**
 * The portrait 全息画像 of a device: what register, archive, clocks, contracts, codes and set say of it, gathered for one reader in a
 * fixed number of queries and narrowed by the one door as everywhere.
 */
package org.teshema.engine.portrait;
