/**
 * Labels: what a code looks like when it hangs in a lift, and the files a print house gets. A design and a text become
 * drawings (PDF sheets, single labels, SVG); a press writes them beside their destination, and no file is released before
 * the gate has read every symbol back out of the written bytes, checked its signature and compared the number printed
 * under it. Whatever goes wrong on the way (a full disk, a character the font lacks, an unreadable symbol) leaves nothing
 * half-written behind.
 */
package org.teshema.trust.label;
