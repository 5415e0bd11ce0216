/**
 * What a word of a theme calls up: synonyms, hypernyms and whole worlds that CLDR's keywords do not know.
 * One line each: `words, with commas = heroes ; companions ; props ; setting`. All but the words are names of drawings.
 */
const TABLE = `
forest, forests, woods, woodland, wood, woodlands, forest animals, woodland animals = fox, rabbit, bear, owl ; hedgehog, chipmunk, deer, raccoon, beaver, badger ; mushroom, chestnut, maple leaf, herb ; forest
animal, animals, creature, creatures, wildlife, beast = fox, rabbit, bear, elephant ; owl, hedgehog, deer, chipmunk, giraffe, lion ; ;
tea party, tea parties, tea, teatime, tea time, high tea = ; ; teapot, hot beverage, cupcake, shortcake, cookie, doughnut ; tea party
picnic, picnics = ; ; basket, sandwich, watermelon, grapes, cookie, red apple ; meadow
dinosaur, dinosaurs, dino, dinos, prehistoric, jurassic, brontosaurus, diplodocus, triceratops, stegosaurus, velociraptor, raptor, pterodactyl = T-Rex, sauropod ; dodo, mammoth, turtle ; volcano, egg, nest with eggs, herb, bone ; prehistoric
t-rex, tyrannosaurus, trex, t rex, tyrannosaur = T-Rex ; sauropod ; volcano, egg, bone ; prehistoric
space, outer space, galaxy, galaxies, universe, cosmos, cosmic, planets, solar system, interstellar, moon landing = astronaut, robot, alien ; ; rocket, ringed planet, flying saucer, comet, satellite, star ; space
alien, aliens, martian, martians, extraterrestrial = alien ; alien monster, robot ; flying saucer, ringed planet, rocket ; space
astronaut, astronauts, spaceman, cosmonaut = astronaut ; robot, alien ; rocket, ringed planet, satellite ; space
spaceship, spaceships, starship, rocket ship, rockets = ; ; rocket, flying saucer ; space
sea, ocean, oceans, under the sea, underwater, deep sea, undersea, reef, coral reef, sea creatures, sea animals, sea life, aquarium, marine, seabed, under water = whale, octopus, dolphin, turtle ; tropical fish, crab, fish, jellyfish, blowfish, squid, seal, lobster, shrimp ; spiral shell, coral, treasure chest, anchor, oyster ; sea
fish, fishes, fishy = fish ; tropical fish, blowfish ; spiral shell ; sea
mermaid, mermaids = mermaid ; tropical fish, dolphin ; spiral shell, coral, treasure chest, crown ; sea
shark, sharks = shark ; tropical fish, octopus ; anchor ; sea
sea turtle, sea turtles, turtles = turtle ; tropical fish ; ;
pirate, pirates, buccaneer, pirate ship, captain = parrot, monkey, boy, girl ; crab, octopus, shark, turtle ; sailboat, treasure chest, world map, compass, anchor, desert island, coin, old key, telescope ; pirate
treasure, treasures, treasure hunt = ; ; treasure chest, world map, old key, coin, gem stone, compass ;
beach, seaside, shore, coast, summer, holiday, vacation = crab, seal, turtle ; tropical fish, dolphin ; beach with umbrella, bucket, sailboat, spiral shell, ring buoy, soft ice cream, palm tree ; beach
island, islands, tropical, hawaii = parrot, turtle, monkey ; crab, flamingo ; palm tree, coconut, pineapple, hibiscus, desert island ; beach
castle, castles, kingdom, palace, fortress, royal, royalty, medieval = princess, prince, dragon ; unicorn, horse, cat, owl ; castle, crown, shield, old key, gem stone ; castle
dragon, dragons, wyvern = dragon ; princess, prince, owl, unicorn ; castle, shield, fire, gem stone, treasure chest, crown ; castle
knight, knights = prince ; horse, dragon, princess ; shield, castle, crown ; castle
king, kings, emperor = person with crown ; princess, cat ; crown, castle ; castle
queen, queens, empress = princess ; cat, swan ; crown, castle, rose ; castle
princess, princesses = princess ; unicorn, cat, swan ; crown, castle, rose, gem stone ; castle
prince, princes = prince ; horse, dog ; crown, castle ; castle
fairy, fairies, pixie, fairy tale, fairy tales, fairytale, fairytales = fairy, unicorn, princess ; rabbit, butterfly, frog, owl, swan ; magic wand, mushroom, crown, castle, rose ; castle
unicorn, unicorns = unicorn ; butterfly, fairy, rabbit ; rainbow, star, rose, crown ; meadow
magic, magical, wizard, wizards, witch, witches, sorcerer, magician, spell, potion, enchanted = mage, cat, owl ; frog, bat, dragon ; magic wand, crystal ball, star, top hat, candle, open book ; castle
elf, elves, gnome, gnomes, goblin = elf ; rabbit, hedgehog, snail ; mushroom, candle, herb ; forest
yeti, bigfoot = hairy creature ; ghost ; ; forest
monster, monsters = alien, ghost ; robot ; star ; forest
ghost, ghosts, halloween, spooky, haunted, trick or treat = ghost, cat, owl ; bat, spider ; jack-o-lantern, candy, candle ; night
birthday, birthdays, birthday party, anniversary = ; ; birthday cake, balloon, wrapped gift, party popper, cupcake, candy ; party
party, parties, celebration, celebrate, festival, carnival, fiesta = ; ; balloon, wrapped gift, party popper, cupcake, birthday cake, drum ; party
present, presents, gift, gifts = ; ; wrapped gift ;
farm, farms, farmyard, barnyard, barn, farm animals, countryside, ranch, farming = cow, pig, ewe, rooster ; horse, duck, goat, baby chick, dog, cat, turkey, goose, rabbit ; tractor, carrot, ear of corn, house with garden, sunflower, basket, egg ; farm
farmer, farmers = farmer ; cow, pig, rooster ; tractor, carrot, ear of corn ; farm
sheep, lamb, lambs, ewes = ewe ; ; ; farm
chicken, chickens, hen, hens = rooster ; baby chick, hatching chick ; egg, nest with eggs ; farm
chick, chicks = baby chick ; hatching chick ; egg ; farm
duckling, ducklings, ducks = duck ; front-facing baby chick ; ; pond
bull, bulls = ox ; cow ; ; farm
calf, cows, cattle = cow ; ; ; farm
piglet, piglets, pigs, hog = pig ; ; ; farm
pony, ponies, horses, stallion, foal, mare = horse ; ; carrot, red apple ; farm
puppy, puppies, doggy, pup, pups, hound = dog ; poodle ; bone, soccer ball ; garden
kitten, kittens, kitty, cats = cat ; black cat, mouse ; yarn, fish ; room
bunny, bunnies, hare, hares = rabbit ; ; carrot, egg ; meadow
easter = rabbit ; baby chick, hatching chick, ewe ; egg, basket, tulip, bouquet ; meadow
pet, pets = dog, cat, rabbit ; hamster, parrot, turtle, fish ; bone, yarn, carrot ; room
mice, mouse, mousey = mouse ; ; cheese wedge ; room
squirrel, squirrels, chipmunks = chipmunk ; ; chestnut, nest with eggs ; forest
wolf, wolves = wolf ; ; ; forest
fawn, doe, reindeer, stag, elk, bambi = deer ; ; ; forest
bear, bears, cub, cubs, grizzly = bear ; honeybee ; honey pot ; forest
teddy, teddies, teddy bears = teddy bear ; ; ; room
bug, bugs, insect, insects, minibeast, creepy crawly = butterfly, lady beetle, honeybee ; snail, ant, bug, cricket, beetle, worm ; tulip, blossom, mushroom ; garden
bee, bees, bumblebee, bumblebees, hive = honeybee ; butterfly, lady beetle ; sunflower, honey pot, blossom ; garden
ladybug, ladybugs, ladybird, ladybirds = lady beetle ; butterfly ; tulip ; garden
caterpillar, caterpillars = bug ; butterfly ; herb ; garden
butterflies = butterfly ; lady beetle, honeybee ; tulip, blossom, sunflower ; garden
bird, birds, birdie, robin, sparrow, songbird = bird ; owl, parrot, baby chick, duck, dove ; nest with eggs, feather ; forest
jungle, rainforest, jungles = monkey, tiger, elephant, parrot ; leopard, snake, butterfly, gorilla, sloth ; palm tree, banana, hibiscus, coconut ; jungle
safari, savanna, savannah, africa, african, serengeti = elephant, giraffe, lion ; rhinoceros, hippopotamus, leopard, monkey, zebra ; ; savanna
zoo, zoos, circus animals = elephant, giraffe, lion, monkey ; panda, penguin, kangaroo, flamingo, crocodile, koala ; balloon, popcorn ; savanna
australia, australian, outback = kangaroo, koala ; parrot, lizard ; ; desert
circus, clown, clowns = elephant, lion, monkey ; poodle, seal, clown face ; circus tent, balloon, soccer ball, popcorn ; circus
fair, fairground, amusement park, theme park, funfair = girl, boy, bear ; ; ferris wheel, carousel horse, roller coaster, balloon, lollipop, circus tent ; circus
winter, snow, snowy, ice, icy, frozen, frost, snowflake, snowflakes = penguin, polar bear, rabbit ; fox, owl, deer, seal ; snowman, sled, snowflake, evergreen tree, scarf, ice skate ; winter
christmas, xmas, santa, advent, north pole = Santa Claus, deer, polar bear ; penguin, elf, Mrs. Claus ; Christmas tree, wrapped gift, sled, bell, snowman, star, candy ; winter
arctic, antarctic, antarctica, polar, igloo, penguins = penguin, polar bear, seal ; whale, orca ; snowman, sled, snowflake ; winter
snowmen = snowman ; ; snowflake, scarf ; winter
desert, cactus, cacti, sahara, egypt, egyptian, cowboy, cowboys, wild west, western = camel, lizard, horse ; two-hump camel, snake, turtle ; cactus, camping, rock ; desert
mountain, mountains, hiking, hike, camping, camp, campfire, scout, scouts, alps = bear, goat, fox ; deer, eagle, badger, rabbit ; tent, camping, compass, backpack, hiking boot, flashlight ; mountain
garden, gardens, gardening, gardener, backyard = rabbit, hedgehog, cat ; snail, butterfly, lady beetle, bird, honeybee ; sunflower, tulip, rose, carrot, potted plant, bucket, shovel ; garden
flower, flowers, blossoms, floral, bloom, blooms, bouquet, botanical = butterfly, honeybee ; lady beetle, bird, snail ; sunflower, tulip, rose, hibiscus, blossom, lotus, cherry blossom, bouquet ; garden
meadow, field, fields, spring, springtime = rabbit, ewe, fox ; butterfly, bird, honeybee ; tulip, blossom, sunflower ; meadow
autumn, fall, harvest, thanksgiving, october = fox, hedgehog, turkey ; chipmunk, deer, owl ; maple leaf, fallen leaf, chestnut, mushroom, jack-o-lantern, ear of corn ; forest
pond, lake, river, swamp, marsh, stream = frog, duck, swan ; turtle, goose, snail, flamingo ; lotus, canoe ; pond
frogs, toad, toads = frog ; snail ; lotus ; pond
town, city, street, streets, neighborhood, neighbourhood, village, downtown = cat, dog, girl, boy ; bird ; house, bus, automobile, bicycle, office building, fountain, taxi ; town
truck, trucks, lorry, lorries = delivery truck, pickup truck, articulated lorry ; fire engine, tractor, dog ; construction, wheel, package ; road
digger, diggers, excavator, bulldozer, construction, construction site, builder, builders, crane, dump truck = tractor, construction worker ; delivery truck, pickup truck ; construction, brick, shovel, hammer, wrench, rescue worker’s helmet, toolbox, ladder ; construction
car, cars, race car, racing, race cars = racing car, automobile ; taxi, sport utility vehicle, police car ; trophy, wheel, construction ; road
vehicle, vehicles, traffic, transport, transportation, things that go = bus, automobile, fire engine, delivery truck ; taxi, tractor, motor scooter, locomotive ; vertical traffic light, wheel ; road
firefighter, firefighters, fire truck, fire trucks, fire station, fireman, firemen = firefighter, fire engine ; dog ; ladder, fire extinguisher ; town
police, policeman, policewoman = police officer, police car ; dog ; ; town
train, trains, railway, railroad, locomotives = locomotive, train ; railway car, high-speed train ; bell ; road
plane, planes, airplane, airplanes, airport, flight, aircraft, pilot, flying = small airplane, airplane, helicopter ; pilot, bird ; parachute, cloud ; sky
hot air balloon, balloons = ; ; balloon ; sky
boat, boats, ship, ships, sailing, sailor, sailors, sail = sailboat ; dolphin, seal, whale ; anchor, ring buoy, ship ; ocean
robot, robots, android, machine, machines, shy robot = robot ; ; gear, battery, wrench, light bulb, nut and bolt, magnet ; workshop
science, scientist, lab, laboratory, experiment, inventor, invention = robot, cat ; mouse ; microscope, telescope, test tube, magnet, light bulb, gear, globe with meridians ; workshop
kitchen, cook, cooking, chef, chefs, bake, bakes, baking, baker, bakery, cake, cakes, dessert, desserts, bread = cook, bear, cat ; mouse, rabbit ; birthday cake, cupcake, bread, cookie, pie, croissant, bowl with spoon, honey pot ; kitchen
food, foods, lunch, dinner, breakfast, snack, snacks, eat, eating = bear, panda ; mouse, rabbit ; hamburger, pizza, pancakes, sandwich, red apple, popcorn ; kitchen
sweets, candy, candies, candyland, sugar, dessert land = ; ; lollipop, candy, cupcake, doughnut, soft ice cream, ice cream, cookie, chocolate bar ; party
fruit, fruits = ; monkey, parrot, worm ; red apple, banana, grapes, strawberry, pineapple, watermelon, pear, cherries, lemon ; garden
vegetable, vegetables, veggies = rabbit ; snail, worm ; carrot, tomato, broccoli, ear of corn, eggplant, pea pod, potato ; garden
ice cream, gelato = ; ; soft ice cream, ice cream, shaved ice ; beach
school, classroom, learn, learning, teacher, student, students, homework = student, boy, girl, owl ; dog, mouse ; backpack, pencil, books, crayon, globe with meridians, bus, straight ruler, abacus ; room
book, books, library, read, reading, story, bedtime story = owl, mouse, cat ; rabbit ; books, open book, candle, glasses, scroll ; room
art, artist, painting, painter, paint, draw, drawing = artist, cat ; parrot ; artist palette, paintbrush, crayon, framed picture, pencil ; room
music, musical, band, concert, song, songs, orchestra, dance, dancing, dancer = cat, rabbit, bear ; bird, frog, mouse ; guitar, drum, trumpet, violin, saxophone, accordion, musical notes, maracas ; party
ballet, ballerina = girl, rabbit, swan ; cat ; ballet shoes, ribbon, crown ; party
sport, sports, soccer, football, game, games, olympic, olympics, match = dog, fox, bear ; rabbit, kangaroo ; soccer ball, basketball, trophy, tennis, volleyball, sports medal ; garden
toy, toys, toy box, playroom, nursery = teddy bear, robot ; rabbit ; kite, yo-yo, puzzle piece, balloon, drum, nesting dolls, carousel horse ; room
doctor, doctors, nurse, hospital, vet = bear, rabbit ; dog, cat ; teddy bear, tulip ; room
home, house, family, mother, father, mom, dad, mum, grandmother, grandma, grandpa = man, woman, girl, boy ; dog, cat ; house with garden, couch and lamp, potted plant ; town
kid, kids, child, children, friends, friend, playmate = girl, boy, child ; dog, cat ; kite, balloon, soccer ball ;
baby, babies = bear, rabbit ; baby chick ; teddy bear, balloon ; room
superhero, superheroes, super hero, heroes = superhero, dog ; cat ; star, high voltage ; town
ninja, ninjas, karate = cat, panda ; ; martial arts uniform, star ; mountain
night, bedtime, sleep, sleepy, moon, stars, dream, dreams, dreamland, goodnight = owl, cat, bear ; hedgehog, bat, fox, raccoon ; crescent moon, star, bed, candle ; night
sky, cloud, clouds, rainbow, rainbows, weather, rain, rainy = bird, unicorn, bear ; butterfly, dove, duck ; rainbow, umbrella, kite, balloon, sun ; sky
love, valentine, valentines, heart, hearts, friendship, kindness = bear, rabbit, dove ; swan, cat, dog ; red heart, love letter, rose, ribbon, two hearts ; meadow
travel, world, trip, journey, adventure, explorer, explorers, explore = fox, bear, girl ; parrot, dog ; world map, compass, backpack, camping, rocket, hiking boot, airplane ;
sloths = sloth ; ; ; jungle
panda, pandas = panda ; ; ; jungle
koalas = koala ; ; ; jungle
octopuses, octopi = octopus ; tropical fish ; ; sea
seahorse, seahorses, starfish = tropical fish ; turtle, crab ; coral, spiral shell ; sea
whales, dolphins = whale, dolphin ; orca ; ; sea
nature, earth, environment, planet earth, tree, trees = owl, deer, rabbit ; butterfly, bird ; deciduous tree, seedling, potted plant, globe showing Americas ; forest
mushrooms, toadstool = snail ; hedgehog, elf ; mushroom ; forest
mandala, mandalas, pattern, patterns, geometric, zentangle, abstract = ; butterfly ; blossom, lotus, star, rosette, hibiscus, red heart ; garden
hedgehogs = hedgehog ; ; red apple, mushroom ; forest
cupcake, cupcakes = ; ; cupcake, cherries, strawberry ; kitchen
doll, dolls = girl ; ; nesting dolls, teddy bear ; room
zebras = zebra ; ; ; savanna
gorillas, ape, apes, monkeys, chimp, chimpanzee = monkey ; gorilla, orangutan ; banana ; jungle
snakes, reptile, reptiles = snake, turtle, crocodile ; lizard ; egg ; jungle
oak, pine = ; ; deciduous tree, evergreen tree ; forest
`;

export interface Called {
  heroes: string[];
  companions: string[];
  props: string[];
  setting: string;
}

const namesIn = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);

function parseTable(): ReadonlyMap<string, Called> {
  const table = new Map<string, Called>();
  for (const row of TABLE.trim().split('\n')) {
    const [words, meaning = ''] = row.split(' = ');
    const [heroes, companions, props, setting] = meaning.split(';');
    const called = {
      heroes: namesIn(heroes),
      companions: namesIn(companions),
      props: namesIn(props),
      setting: (setting ?? '').trim(),
    };
    for (const word of namesIn(words)) table.set(word, called);
  }
  return table;
}

/** Word or phrase (lower case) → what it calls up. */
export const THEME_WORDS = parseTable();
/** The longest phrase of the table, in words. */
export const LONGEST_PHRASE = 3;

/** Words that say nothing that could be drawn, and so are no gap in the vocabulary. */
export const PLAIN_WORDS: ReadonlySet<string> = new Set(
  `a an the and or of in on at to for with without from by as is are was were be been being it its they them their he she his her him who whose which that this these those there here where when while then than so but if not no nor very really just only also too all every each some any many much more most few little small tiny big huge large great good bad best new old young happy sad brave shy kind funny silly lovely beautiful cute pretty wonderful amazing magic lost found lonely hungry angry scared clever curious gentle merry cheerful lively quiet loud fast slow high low deep long short have has had having do does did doing go goes going gone went come comes coming came get gets getting got make makes making made take takes taking took see sees seeing saw look looks looking looked find finds finding help helps helping want wants play plays playing learn learns learning live lives living meet meets meeting met run runs running walk walks walking jump jumps jumping fly flies flying swim swims swimming sing sings singing dance dances dancing ride rides riding build builds building share shares sharing try tries trying think say says said tell tells love loves like likes hold holds holding stand stands sit sits sitting wave waves smile smiles laugh together about around across along after again away back before behind below beside between down during first into inside last later left near next off once one onto out over own past right same second still through today tomorrow toward towards two three four five six seven eight nine ten under until up upon us we our you your i my me what why how can could will would shall should may might must page pages book colouring coloring color colour theme day days time times way ways thing things lot lots every everyone everybody someone something part world adventures adventure journey story stories tale tales life named called mr mrs miss sir madam captain lady lord little-known der die das den dem des ein eine einen einer und im ist mit el la los las un una unos unas del al le les et du dans avec une il lo gli di da con in o os as um uma e na no em van het een en op met de`.split(
    /\s+/,
  ),
);
