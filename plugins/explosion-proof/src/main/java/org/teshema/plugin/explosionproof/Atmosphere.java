package org.teshema.plugin.explosionproof;

import org.teshema.api.text.Text;

/** What may explode around a device: a gas (group II), a dust (group III), or firedamp in a mine (group I). */
enum Atmosphere {
    GAS("爆炸性气体", "explosive gas"),
    DUST("爆炸性粉尘", "explosive dust"),
    MINE("煤矿瓦斯", "firedamp in a mine");

    private final String zh;
    private final String en;

    Atmosphere(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    Text title() {
        return new Text(zh, en);
    }
}
