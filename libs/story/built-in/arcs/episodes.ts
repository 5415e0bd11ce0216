import { beat, type Episode } from '../beat.js';

/**
 * Meetings on the way, which every plot can use: hero and friend come to a place, meet a guest, and something small
 * happens with a thing. Each sentence that opens a beat names something that changes from episode to episode.
 */
export const EPISODES: readonly Episode[] = [
  {
    key: 'stuck',
    beats: [
      beat(
        1,
        '{hero} and {friend} meeting {guest} {at place}',
        ['They {went} {to place}.', '{guest} looked up and sighed.'],
        ['They {went} {to place}, and there they met {guest}.', '“Oh dear, oh dear,” said {guest}, looking up.'],
        ['Looking up was all that could be done, for what was lost was very high.'],
      ),
      beat(
        2,
        '{guest} looking up at {thing}',
        ['{thing} was stuck up high.', '“I cannot reach it.”'],
        ['High above hung {thing}, stuck fast.', '“I have tried jumping,” said {guest}. “I have even tried asking.”'],
        ['It swung to and fro as if it were rather enjoying itself up there.'],
      ),
      beat(
        3,
        '{hero} lifting {friend} up to {thing}',
        ['{hero} lifted {friend} up high.', '“A little more!” called {friend}.'],
        [
          'So {hero} lifted {friend} up, up, up to {thing}.',
          '“A bit to the left,” called {friend}. “No, the other left!”',
        ],
        ['They wobbled like a tower of plates, and {guest} covered both eyes.'],
      ),
      beat(
        2,
        '{guest} happy with {thing}',
        ['Down came {thing}!', '“Thank you!” said {guest}.'],
        ['Down came {thing}, right into the middle of them.', '“Thank you!” cried {guest}, and danced a little dance.'],
        ['Some things are only too high until somebody lifts you.'],
      ),
    ],
  },
  {
    key: 'hide',
    beats: [
      beat(
        1,
        '{hero} and {friend} playing hide-and-seek with {guest} {at place}',
        ['They played hide-and-seek {at place}.', '{guest} played along.'],
        ['{at place} they met {guest}, who wanted to play hide-and-seek.', '“You count,” said {friend}. “We’ll hide!”'],
        ['Counting to ten is quick, but counting to ten fairly takes quite a while.'],
      ),
      beat(
        2,
        '{hero} hiding behind {thing}',
        ['{hero} hid behind {thing}.', 'Shh, not a peep!'],
        [
          '{hero} hid behind {thing}, which was not quite big enough.',
          '“Nobody can see me,” thought {hero}, with both eyes shut.',
        ],
        ['One could see rather a lot of {hero}, to be honest, but nobody was looking yet.'],
      ),
      beat(
        2,
        '{guest} seeking {hero} and {friend}',
        ['“Ready or not!” called {guest}.', 'Look here, look there!'],
        ['“Ready or not, here I come!” called {guest}.', 'Something giggled, and it was not the wind.'],
        ['{guest} tiptoed left, tiptoed right, and pretended not to hear a thing.'],
      ),
      beat(
        3,
        '{guest} finding {friend}',
        ['“Found you!” said {guest}.', '{friend} laughed out loud.'],
        ['“Found you!” cried {guest}, and {friend} tumbled out laughing.', 'Then it was their turn to count.'],
        ['They played until everybody had been found at least twice.'],
      ),
    ],
  },
  {
    key: 'song',
    beats: [
      beat(
        1,
        '{guest} singing {at place}, {hero} and {friend} listening',
        ['{guest} sang a song {at place}.', 'La, la, la!'],
        [
          'They heard a song and followed it {to place}, where {guest} sat and sang.',
          'It was a lovely song, but it had no end.',
        ],
        ['“I know only the first half,” said {guest}. “I have been singing it since Tuesday.”'],
      ),
      beat(
        2,
        '{hero} drumming on {thing}',
        ['{hero} drummed on {thing}.', 'Boom, boom, boom!'],
        ['{hero} picked up {thing} and tapped along: tip, tap, tip.', 'It made a surprisingly good drum.'],
        ['If you listen for it, there is a bit of music in almost everything.'],
      ),
      beat(
        3,
        '{friend} singing with {guest}',
        ['{friend} sang along with {guest}.', 'Loud, and then soft.'],
        ['{friend} made up the other half, and {guest} clapped.', 'It rhymed, except in one place.'],
        ['In that place they all coughed, so that nobody would notice.'],
      ),
      beat(
        2,
        '{hero}, {friend} and {guest} making music',
        ['They sang with {guest} all day.', 'What a merry band!'],
        ['Now {guest} had a whole song, and they sang it three times.', 'Everyone nearby came to hear.'],
        ['They sang it on the way as well, and it made the way shorter.'],
      ),
    ],
  },
  {
    key: 'shy',
    beats: [
      beat(
        1,
        '{guest} peeking out {at place}, {hero} and {friend}',
        ['Who hid {at place}?', 'It was {guest}!'],
        ['{at place} something moved. It was {guest}, peeking out.', '“Hello,” said {hero}, very softly.'],
        ['Two eyes blinked, vanished, and then very slowly came back.'],
      ),
      beat(
        2,
        '{friend} putting down {thing} for {guest}',
        ['{friend} put down {thing}.', 'Then they waited a bit.'],
        ['{friend} put down {thing} as a present and took two steps back.', '{guest} took one step out.'],
        ['They pretended to be very busy looking at the sky.'],
      ),
      beat(
        3,
        '{guest} with {thing}',
        ['{guest} came a bit closer.', '“Is this for me?”'],
        ['“Is {thing} really for me?” whispered {guest}.', '“Just for you,” said {hero}.'],
        ['It is a fine thing to be given something when you did not even have a birthday.'],
      ),
      beat(
        2,
        '{hero}, {friend} and {guest} smiling together',
        ['Then {guest} smiled at them.', 'It was a lovely smile.'],
        [
          'Before long {guest} smiled and told them everything.',
          'They found that shy folk often have the best stories.',
        ],
        ['When they left, their new friend waved until they were out of sight.'],
      ),
    ],
  },
  {
    key: 'race',
    beats: [
      beat(
        1,
        '{hero}, {friend} and {guest} racing {at place}',
        ['“Let us race!” said {guest}.', 'They raced {to place}.'],
        ['“Let’s race {to place}!” said {guest}.', '“Ready, set, go!” shouted {friend}.'],
        ['{guest} had won this race every day of the week, mostly by being the only one in it.'],
      ),
      beat(
        3,
        '{hero} and {guest} racing',
        ['{guest} was very fast.', '{hero} was fast, too.'],
        ['{guest} took the lead, with {hero} close behind.', 'They passed the first bend in a cloud of dust.'],
        ['Neither of them had time to say “excuse me,” but both of them thought it.'],
      ),
      beat(
        2,
        '{friend} tripping over {thing}',
        ['{friend} fell over {thing}.', 'Bump! “Ouch!”'],
        ['{friend} tripped over {thing} and sat down with a bump.', '{hero} stopped at once and turned around.'],
        ['To tell the truth, {guest} would have won by a mile, but {guest} stopped as well.'],
      ),
      beat(
        2,
        '{hero}, {friend} and {guest} arriving together',
        ['They helped {friend} get up.', 'Everyone won, even {guest}!'],
        ['Side by side they crossed the line, {guest} and all.', 'It was a tie, and everybody won.'],
        ['They gave three cheers for the winner, and then three more for the other two.'],
      ),
    ],
  },
  {
    key: 'picnic',
    needsLegs: true,
    beats: [
      beat(
        1,
        '{hero} and {friend} having a picnic with {guest} {at place}',
        ['They had lunch {at place}.', '{guest} came to share it.'],
        ['They stopped for lunch {at place}, and {guest} came to look.', '“Is there enough for one more?”'],
        ['There is a rule about picnics: there is always enough for one more.'],
      ),
      beat(
        2,
        '{guest} hungry, {hero} with a sandwich',
        ['{guest} had nothing to eat.', '“Take half of mine!” said {hero}.'],
        ['{guest} had nothing but {thing}, and you cannot eat that.', '“Have half of mine,” said {hero}.'],
        ['Half a sandwich in good company is a whole meal.'],
      ),
      beat(
        3,
        '{friend} with crumbs, {guest}',
        ['{friend} ate a big bun.', 'Crumbs fell on {guest}.'],
        [
          '{friend} ate so fast that crumbs flew all over {guest}.',
          '“That is how I like it,” said {guest}, and ate those, too.',
        ],
        ['Nothing was wasted, not even the bit with the mustard.'],
      ),
      beat(
        2,
        '{hero}, {friend} and {guest} resting under the sun',
        ['They lay down with {guest}.', 'The clouds went by.'],
        ['Then they lay on their backs beside {guest} and looked at the clouds.', 'One looked just like {thing}.'],
        ['“That one is me,” said {friend}, pointing at a very round one.'],
      ),
    ],
  },
  {
    key: 'lost',
    beats: [
      beat(
        1,
        '{guest} crying {at place}, {hero} and {friend}',
        ['{guest} cried {at place}.', '“I am lost!”'],
        [
          'Somebody was crying. It was {guest}, sitting all alone {at place}.',
          '“I don’t know the way home,” sobbed {guest}.',
        ],
        ['It was the kind of crying that has been going on for a while and cannot find the end.'],
      ),
      beat(
        2,
        '{hero} comforting {guest} with {thing}',
        ['{hero} gave a hug.', '“We will find it together.”'],
        ['{hero} let {guest} hold {thing} and gave a big hug.', '“What can you see from your door?” asked {friend}.'],
        ['“My mother,” said {guest}, which was true, but not much of a clue.'],
      ),
      beat(
        3,
        '{hero}, {friend} and {guest} following footprints',
        ['{friend} saw small tracks.', 'They followed them with {guest}.'],
        [
          '{friend} found a trail of tiny tracks, and {guest} fitted them exactly.',
          'They followed it backward, step by step.',
        ],
        ['It went twice around a puddle, because nobody can walk past a puddle just like that.'],
      ),
      beat(
        2,
        '{guest} at home, {hero} and {friend} waving',
        ['Home at last, {guest}!', '“Thank you, thank you!”'],
        ['Around the last bend was the home of {guest}.', '“You found it! You found it!”'],
        ['They were given so many thank-yous that they could hardly carry them all.'],
      ),
    ],
  },
  {
    key: 'build',
    beats: [
      beat(
        1,
        '{hero} and {friend} building with {guest} {at place}',
        ['{guest} built a tower {at place}.', 'It went up and up.'],
        ['{at place} they found {guest} hard at work.', '“I am building the tallest tower ever. Will you help?”'],
        ['So far it was the shortest tower ever, but everything has to begin somewhere.'],
      ),
      beat(
        2,
        '{hero} putting {thing} on a tower',
        ['{hero} put {thing} on top.', '“Careful, careful!”'],
        ['{hero} put {thing} on the very top, holding both breath and balance.', '“Careful,” whispered {guest}.'],
        ['It leaned a little to the left, so everybody leaned a little to the right.'],
      ),
      beat(
        3,
        'a tower falling, {friend} and {guest}',
        ['{friend} sneezed. Achoo!', 'Oh no! Poor {bare guest}!'],
        [
          'Then {friend} sneezed, and the tower came down all around {guest}.',
          'Nobody said a word. Then they all began to laugh.',
        ],
        ['As a tower it had been fine, but as a heap it was magnificent.'],
      ),
      beat(
        2,
        '{hero}, {friend} and {guest} with a tower',
        ['{guest} built it up again.', 'Now it was even taller!'],
        ['So they built it again, and {guest} showed them how to make it strong.', 'The second one was even better.'],
        ['You learn a lot from a tower that falls down, as long as you build another one.'],
      ),
    ],
  },
  {
    key: 'riddle',
    beats: [
      beat(
        1,
        '{guest} on the path {at place}, {hero} and {friend}',
        ['{guest} sat {at place}.', '“Guess my riddle!”'],
        ['{guest} sat {at place}, right in the middle of the path.', '“Nobody may pass without guessing my riddle!”'],
        ['It was said in a very important voice, with a small squeak at the end.'],
      ),
      beat(
        2,
        '{guest} pointing at {thing}',
        ['“What is behind my back?”', '{friend} guessed: “{a thing}!”'],
        [
          '“What do I have behind my back?” asked {guest}.',
          '“Is it {a thing}?” said {friend}, who could see the end of it.',
        ],
        ['“You peeked,” said {guest}, but was much too pleased to be cross.'],
      ),
      beat(
        3,
        '{hero} thinking, {guest} laughing',
        ['{hero} thought very hard.', '{guest} had to laugh.'],
        ['Then it was {hero’s} turn to ask, and {guest} had to guess.', '“What gets wetter the more it dries?”'],
        ['The answer is a towel, but it took them until lunchtime.'],
      ),
      beat(
        2,
        '{guest} waving, {hero} and {friend} going on',
        ['“Right!” said {guest}.', 'They could go on now.'],
        ['“You may pass,” said {guest}, and bowed.', '“Come back tomorrow! I’ll have a harder one.”'],
        ['All the way up the path they could hear it being practiced.'],
      ),
    ],
  },
  {
    key: 'puddle',
    beats: [
      beat(
        1,
        '{hero}, {friend} and {guest} around a puddle {at place}',
        ['{guest} found a puddle {at place}.', 'Splish, splash!'],
        ['{at place} lay a big round puddle, and {guest} stood in front of it.', '“Is it deep?” asked {guest}.'],
        ['There is only one way to find out how deep a puddle is.'],
      ),
      beat(
        2,
        '{hero} splashing, {guest}',
        ['{hero} jumped right in.', '{guest} got all wet!'],
        [
          '“Let’s see!” said {hero}, and jumped right in. {guest} laughed and shook off the drops.',
          'It was not deep at all.',
        ],
        ['It was, however, very, very wet.'],
      ),
      beat(
        2,
        '{thing} floating on a puddle, {friend} and {guest}',
        ['{thing} became a boat.', 'Sail away, little boat!'],
        ['{friend} let {thing} float on it like a little boat.', '“Ahoy, captain!” called {guest}.'],
        ['It sailed from one shore to the other, which took about as long as a sneeze.'],
      ),
      beat(
        3,
        '{hero}, {friend} and {guest} drying in the sun',
        ['{guest} lay in the sun.', 'They all got dry again.'],
        ['Afterward they sat in a row with {guest} to dry off.', 'Drip, went one. Drop, went the other.'],
        ['By the time they were dry, they were ready to be wet again.'],
      ),
    ],
  },
  {
    key: 'swap',
    beats: [
      beat(
        1,
        '{guest} with {thing} {at place}, {hero} and {friend}',
        ['{guest} had a shop {at place}.', '“Come and swap!”'],
        [
          '{at place} they found a tiny shop, and {guest} behind the counter.',
          '“I do not sell,” said {guest}. “I only swap.”',
        ],
        ['On the shelf stood a button, a bent spoon, and half a kite.'],
      ),
      beat(
        2,
        '{hero} looking at {thing}',
        ['{hero} saw {a thing} there.', 'What could they give?'],
        ['{hero} saw {thing} and could not look away.', '“What would you like for it?” asked {friend}.'],
        ['They turned out their pockets and found a pebble, a string, and a very old raisin.'],
      ),
      beat(
        3,
        '{friend} telling a story to {guest}',
        ['{friend} told {guest} a joke.', 'Ha, ha, ha!'],
        [
          '“I would like a joke,” said {guest}, so {friend} told the best one.',
          '“Why did the cookie cry? Because it felt crummy!”',
        ],
        ['{guest} laughed so much that the bent spoon fell off the shelf.'],
      ),
      beat(
        2,
        '{hero} with {thing}, {guest} waving',
        ['{guest} gave them {thing}.', 'What a good swap!'],
        [
          '“Here is {thing},” said {guest}. “It is a fair swap. I have wanted a laugh all day.”',
          'They left with full hands.',
        ],
        ['And {guest} went on giggling behind the counter for the rest of the afternoon.'],
      ),
    ],
  },
  {
    key: 'bridge',
    beats: [
      beat(
        1,
        '{hero} and {friend} with {guest} at a gap {at place}',
        ['They {went} {to place}.', '{guest} could not get across.'],
        [
          'They {went} as far as they could and came {to place}, where {guest} stood and waited.',
          '“The way is blocked,” said {guest}.',
        ],
        ['There was a gap, too wide to step over and too deep to like.'],
      ),
      beat(
        2,
        '{hero} with a log, {friend} and {guest}',
        ['{hero} found a strong log.', '{guest} helped to push.'],
        [
          '{hero} found a long, strong log, and {guest} helped to push it over.',
          'It reached from one side to the other.',
        ],
        ['“After you,” said {friend}, very politely, and took a step back.'],
      ),
      beat(
        3,
        '{friend} balancing with {thing}, {guest}',
        ['{friend} went across with {thing}.', 'Slow, slow, slow!'],
        [
          '{friend} went first, holding {thing} for balance.',
          '“Don’t look down,” said {guest}. So of course they all looked down.',
        ],
        ['Down there was nothing but a surprised frog.'],
      ),
      beat(
        2,
        '{hero}, {friend} and {guest} on the other side',
        ['Now {guest} was across, too.', '“We did it!”'],
        ['Step by step they all got over, and {guest} came last.', '“We built a bridge,” said {hero} proudly.'],
        ['They left it there, in case somebody else should come along and want to cross.'],
      ),
    ],
  },
  {
    key: 'gift',
    beats: [
      beat(
        1,
        '{guest} with {thing} {at place}, {hero} and {friend}',
        ['{guest} made a gift {at place}.', 'It was for a friend.'],
        [
          '{guest} sat {at place} with a ribbon and a worried face.',
          '“I want to wrap {a thing}, but I have only a little bit of patience.”',
        ],
        ['There were already three knots in the ribbon, and one of them had {guest} in it.'],
      ),
      beat(
        2,
        '{hero} wrapping {thing}',
        ['{hero} held {thing} still.', '{friend} tied the bow.'],
        ['So {hero} held {thing} still, and {friend} tied the bow.', 'Over, under, around, and through.'],
        ['It came out as large as a cabbage, which is just right for a bow.'],
      ),
      beat(
        3,
        '{guest} looking at a gift',
        ['{guest} liked it very much.', '“Pretty, so pretty!”'],
        ['“It looks wonderful,” said {guest}. “Almost too good to give away.”', 'Almost, but not quite.'],
        ['Giving is like that: you lose a thing and gain a warm feeling, and the feeling lasts longer.'],
      ),
      beat(
        2,
        '{guest} hugging {hero} and {friend}',
        ['“Thank you!” said {guest}.', 'They waved and went on.'],
        ['“I could never have done it alone,” said {guest}.', 'They waved for a long time and then went on.'],
        ['The bow could be seen from a great distance, bobbing along like a butterfly.'],
      ),
    ],
  },
  {
    key: 'mirror',
    beats: [
      beat(
        1,
        '{guest} making faces {at place}, {hero} and {friend}',
        ['{guest} made a face {at place}.', '{hero} made one back.'],
        [
          '{at place} they came upon {guest}, pulling the silliest face.',
          '“I am practicing,” said {guest}. “Today I want to make somebody laugh.”',
        ],
        ['Practicing alone is hard, for you never know when it is funny.'],
      ),
      beat(
        2,
        '{hero} with {thing} on the head, {guest}',
        ['{hero} wore {thing} as a hat.', 'How funny it looked!'],
        ['{hero} put on {thing} like a hat and bowed.', '{guest} giggled, first on the inside and then out loud.'],
        ['“It suits you,” said {friend}. “You should wear it to supper.”'],
      ),
      beat(
        3,
        '{friend} making a funny face with {guest}',
        ['{friend} crossed both eyes.', '{guest} laughed and laughed.'],
        [
          '{friend} crossed both eyes and puffed up like a balloon.',
          '{guest} laughed so hard that it turned into hiccups.',
        ],
        ['Hic, went the first one, and hic, said the echo, and that set everyone off again.'],
      ),
      beat(
        2,
        '{hero}, {friend} and {guest} laughing together',
        ['They all laughed with {guest}.', 'Ha, ha, ho, ho!'],
        ['Soon nobody could stop, least of all {guest}.', 'Their cheeks hurt, but in a good way.'],
        ['When at last they went on, every few steps somebody burst out laughing again.'],
      ),
    ],
  },
];
