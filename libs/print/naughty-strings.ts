/**
 * Texts that break writers of files, for the specs: controls, direction marks, lone surrogates, noncharacters, markup,
 * PDF and XML syntax, scripts with and without glyphs here, marks in heaps, and very long words. After the "Big List
 * of Naughty Strings" (MIT), chosen for PDF.
 */
export const NAUGHTY_STRINGS: string[] = [
  'undefined', 'null', 'NaN', '0x0', '-1/0', '1;DROP TABLE books',
  ')', '(', '(()', '\\', '\\)', '\\(', ')) Tj ET Q', '%PDF-1.4 %%EOF', 'endstream endobj', '<</Type /Page>>', '<FEFF>',
  '<script>alert(1)</script>', '&amp; &lt; <![CDATA[ ]]>', '${7*7} {{7*7}} #{1}', "'; --", '"', '`', '../../etc/passwd',
  '\u0000', 'a\u0000b', '\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000b\u000c\u000e\u001f\u007f', '\u0080\u0085\u009f',
  '\u200b\u200c\u200d\ufeff\u2060', '\u202a\u202b\u202d\u202eabc\u202c', '\u2066abc\u2069', '\u200e\u200f', '\u2028\u2029',
  '\ud800', '\udfff', 'a\ud83db', '\udc00\ud800', '\ufffe\uffff', '\u{10ffff}\u{1fffe}', '\ufdd0',
  'ÅÍÎÏ˝ÓÔ\uf8ffÒÚÆ☃', 'Œ„´‰ˇÁ¨ˆØ∏”’', '`⁄€‹›ﬁﬂ‡°·‚—±', '⅛⅜⅝⅞', '¡™£¢∞§¶•ªº–≠', 'ЁЂЃЄЅІЇЈЉЊЋЌЍЎЏ', '٠١٢٣٤٥٦٧٨٩',
  '田中さんにあげて下さい', '사회과학원 어학연구소', '社會科學院語學研究所', '𠜎𠜱𠝹𠱓', 'ﾟ･✿ヾ╲(｡◕‿◕｡)╱✿･ﾟ', '( ͡° ͜ʖ ͡°)', '(╯°□°）╯︵ ┻━┻)',
  '😍', '👩🏽', '👨‍👩‍👧‍👦', '🏳️‍🌈', '🇺🇸🇷🇺🇸', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '1️⃣ 2️⃣', '❤️ 💔', '✋🏿 💪🏿', '👾 🙇 💁 🙅',
  'בְּרֵאשִׁית, בָּרָא אֱלֹהִים', 'הָיְתָהtestالصفحات التّحول', '﷽', 'ﷺ', 'مُنَاقَشَةُ سُبُلِ اِسْتِخْدَامِ اللُّغَةِ', 'الكل في المجمو عة (5)', 'a (שלום) b [مرحبا] 12:30',
  'हिन्दी में लिखा हुआ', 'ภาษาไทย', 'தமிழ்', 'ខ្មែរ', 'Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n̝̗͕v̟̜̘̦͟o̶̙̰̠kè͚̮̺̪̹̱̤', 'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞',
  '˙ɐnbᴉlɐ ɐuƃɐɯ ǝɹolop', '𝐓𝐡𝐞 𝕢𝕦𝕚𝕔𝕜 𝓫𝓻𝓸𝔀𝓷 ⒯⒣⒠', 'Ⱥ Ⱦ', 'İıßẞ', 'ﬁ ﬂ ﬃ', 'Lorem\tipsum\r\ndolor\rsit', '   ', '\u00a0\u3000\u2003', '\u0301\u0301abc',
  'W'.repeat(300), 'word '.repeat(400), '👍'.repeat(200), 'م'.repeat(200), '\u0300'.repeat(200), 'x\n'.repeat(100),
]; // prettier-ignore
