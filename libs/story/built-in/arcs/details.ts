/**
 * Sentences that may join any page of a fair or a gloomy stage when there is room: what is seen by the way. All have
 * 4–9 words, so that they suit every age. `{passer}` and `{scenery}` change from page to page.
 */
export const BRIGHT: readonly string[] = [
  '{passer} waved from far away.',
  '{passer} watched them with round eyes.',
  'Was that {passer} going by?',
  'They said good day to {passer}.',
  '“Look at {the scenery}!” said {friend}.',
  '“I like {the scenery} best,” said {hero}.',
  '{hero} hummed all the way {to place}.',
  '{friend} skipped a little, just because.',
  '“This is fun!” said {friend}.',
  '“What a day!” said {hero}.',
  '{hero} took a deep, happy breath.',
  '{friend} had a tickle in one toe.',
  'They stopped to look at {scenery}.',
  '{passer} followed them for a while.',
  '“Good morning!” called {passer}.',
  'There was always something new to see.',
  '{hero} found a round, smooth pebble.',
  '{friend} counted to five and then forgot.',
  'It was very beautiful {at place}.',
  'They would always remember {scenery}.',
  'Somewhere {passer} was humming softly.',
  '{friend} told {hero} a very small secret.',
  '{hero} laughed at a funny shadow.',
  'Nobody was in a hurry.',
  '{passer} said that it was a fine day.',
  'They whispered a wish to {scenery}.',
  '{hero} drew {scenery} in the air.',
  '{friend} tried to walk like {passer}.',
  '{hero} tried to sing like {passer}.',
  '“Can we stay a bit?” asked {friend}.',
  'They felt warm and glad inside.',
  'Even {scenery} seemed to smile.',
  'It would make a good story later.',
];

/** For the stage in which things go wrong. */
export const LOW: readonly string[] = [
  'It was very quiet.',
  '{hero} swallowed hard.',
  '{friend} did not know what to say.',
  'Far away something creaked.',
  '{passer} hurried home.',
  'Even {scenery} looked a little gray.',
  '“Do not worry,” whispered {friend}.',
  '{hero} tried hard to be brave.',
  'The minutes passed slowly.',
  '{friend} moved a bit closer.',
  '“What shall we do?” asked {hero}.',
  'Not even {passer} could be seen.',
  'Behind {scenery} it was dark.',
  'Their hearts went bump, bump, bump.',
  '{hero} thought of home.',
  'Somewhere {passer} called softly.',
  'Nobody said a word for a while.',
  'This was no fun at all.',
];

/** For the stage in which things are put right. */
export const HOPEFUL: readonly string[] = [
  'A little hope came back.',
  'They were not alone anymore.',
  '{passer} looked at them kindly.',
  'Slowly they felt a bit better.',
  '{friend} nodded bravely.',
  '“One more try,” said {hero}.',
  '“We can do it,” said {friend}.',
  '{passer} came closer to see.',
  'It felt good to have help.',
  '{hero} wiped away one last tear.',
  'Even {scenery} looked brighter now.',
  '{friend} gave {hero} a little nudge.',
  '“Good idea!” said {friend}.',
  '{passer} nodded wisely.',
  'It was not so dark now.',
  '{hero} smiled for the first time in a while.',
];

/** For pages of one to four words: what is called out. Each is used once in a book. */
export const EXCLAMATIONS: Readonly<Record<Mood, readonly string[]>> = {
  bright: [
    'Hello!', 'Hooray!', 'Come along!', 'Look!', 'Hop!', 'Wow!', 'Off we go!', 'This way!', 'Jump!', 'Splash!', 'Ready, set, go!', 'Yes!', 'Up!', 'Down!', 'Around!',
    'Faster!', 'Higher!', 'Peekaboo!', 'Ha, ha!', 'Yum!', 'Sing!', 'Dance!', 'Clap!', 'Stomp!', 'Wheee!', 'Ta-da!', 'Again!', 'Friends!', 'Good day!', 'So much fun!',
    'Hop, hop, hop!', 'La, la, la!', 'Let’s go!', 'Here we are!', 'Tip, tap!', 'Boing!', 'Zoom!', 'Swish!', 'Hush!', 'Surprise!', 'More!', 'Wonderful!', 'Lovely!', 'Goodbye!',
  ],
  low: ['Oh no!', 'Oops!', 'Uh-oh!', 'Oh dear!', 'Whoosh!', 'Bump!', 'Drip, drop!', 'So dark!', 'Where now?', 'Help!', 'Brr!', 'Sniff!', 'Wait!', 'Shh!', 'Listen!', 'Bang!'],
  hopeful: ['Careful!', 'Try again!', 'Push!', 'Pull!', 'Hold tight!', 'Thank you!', 'Sorry!', 'A big hug!', 'Much better!', 'All together!', 'Almost there!', 'Found it!', 'Together!', 'Slowly!', 'Gently!'],
}; // prettier-ignore

/** Which sentences suit a page: things go well, go wrong, or are being put right. */
export type Mood = 'bright' | 'low' | 'hopeful';
