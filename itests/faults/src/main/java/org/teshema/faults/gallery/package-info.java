/**
 * One plugin to a file, and one fault to a plugin. Each is a scene app of one district that shows who it is to those who read Chinese
 * and misbehaves towards those who read English, so that one scan can be had with and without the fault. None is an example.
 */
package org.teshema.faults.gallery;
