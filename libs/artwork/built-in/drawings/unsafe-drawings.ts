/**
 * Drawings of the font that no page of ours uses: weapons, alcohol, smoking, gore and death, gestures, religious
 * buildings and signs, flags, medicine, underwear, gambling, money, vermin; and pictures that are only signs or are
 * framed scenes of their own.
 */
export const UNSAFE_NAMES: ReadonlySet<string> = new Set(
  `cigarette|bomb|dagger|crossed swords|bow and arrow|water pistol|kitchen knife|axe|boxing glove|military helmet|military medal|firecracker|syringe|pill|drop of blood|x-ray|coffin|headstone|funeral urn|slot machine|pool 8 ball|joker|mahjong red dragon|flower playing cards|sake|bottle with popping cork|wine glass|cocktail glass|tropical drink|beer mug|clinking beer mugs|clinking glasses|tumbler glass|mate|bikini|briefs|one-piece swimsuit|lipstick|prayer beads|church|mosque|hindu temple|synagogue|shinto shrine|kaaba|hamsa|nazar amulet|wedding|love hotel|hospital|bank|hotel|microbe|cockroach|mosquito|fly|scorpion|toilet|plunger|roll of paper|razor|broken chain|chains|derelict house|landslide|oil drum|mouse trap|crutch|white cane|stethoscope|adhesive bandage|petri dish|dna|meat on bone|cut of meat|bacon|poultry leg|alembic|identification card|placard|moai|performing arts|reminder ribbon|kiss mark|pig nose|rat|wilted flower|spider web|phoenix|spade suit|club suit|diamond suit|police car light|stop sign|fuel pump|manual wheelchair|motorized wheelchair|safety pin|handbag|clutch bag|purse|high-heeled shoe|thong sandal|woman’s sandal|shorts|sari|tokyo tower|tanabata tree|pine decoration|bar chart|fax machine|pager|ballot box with ballot|card index|wastebasket|shopping cart|black nib|hot springs`.split(
    '|',
  ),
);

const UNSAFE_PATTERN =
  /skin tone|flag|banknote|money|chart|credit card|receipt|muted|slash|speaker|o’clock|-thirty|disk|disc(?!o)|floppy|videocassette|map of japan|foggy|cityscape|sunrise|sunset|national park|^desert$|moon viewing|milky way|shooting star|fireworks|^sparkler$|bridge at night|^fog$|motorway|railway track|mountain railway|^metro$|new moon|quarter moon$|gibbous|waxing|waning|tray|incoming|email|envelope with arrow|low battery|mobile phone with|red envelope|statue of liberty|japanese|building construction$|file|index dividers|tuxedo|fencing|hot pepper|bus stop|clamp|motorized/i;

/** Words of a theme that ask for what a children's page must not show. */
export const UNSAFE_WORDS: ReadonlySet<string> = new Set(
  `gun guns pistol rifle weapon weapons sword swords knife knives dagger bomb bombs grenade war soldier soldiers murder kill killing killer dead death corpse blood bloody gore skull skulls skeleton zombie zombies vampire demon devil satan hell beer wine whiskey whisky vodka alcohol drunk bar cocktail cigarette cigarettes smoking smoke tobacco vape drug drugs cocaine marijuana cannabis weed syringe pill pills sex sexy nude naked porn penis breast bikini underwear lingerie kiss church mosque temple synagogue cross crucifix jesus allah buddha god flag flags nazi hitler swastika poker casino gambling slot torture hanging suicide terrorist terror execution`.split(
    ' ',
  ),
);

export const isSafeName = (name: string): boolean =>
  !UNSAFE_NAMES.has(name.toLowerCase()) && !UNSAFE_PATTERN.test(name);
