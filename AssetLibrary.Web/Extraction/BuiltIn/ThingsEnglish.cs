namespace AssetLibrary.Web.Extraction.BuiltIn;

/// <summary>Physical things a props master would list, in the singular. Body parts, scenery and people are not things.</summary>
internal static class ThingsEnglish
{
    public const string Things = """
        phone cellphone telephone smartphone mobile pager radio walkie-talkie intercom headset microphone megaphone loudspeaker speaker amplifier
        headphones earbuds earphones television tv remote laptop computer keyboard tablet printer copier scanner fax typewriter projector camera
        camcorder tripod lens Polaroid cassette tape-recorder recorder jukebox gramophone phonograph turntable stereo boombox walkman drone robot
        calculator modem router cable charger battery flashlight torch lantern lamp beacon candle candlestick lighter matchbook matchstick lightbulb
        book notebook diary journal ledger novel bible dictionary atlas map chart blueprint letter envelope postcard telegram note memo document
        folder dossier file binder briefcase clipboard contract newspaper magazine brochure leaflet flyer poster banner flag placard photograph
        photo picture portrait painting sketch drawing canvas frame album scrapbook passport ticket receipt invoice cheque banknote coin money cash
        wallet purse handbag bag backpack rucksack suitcase luggage trunk duffel satchel sack pouch basket crate parcel package box cardboard
        carton chest casket coffin cage jar bucket pail barrel bin dumpster tray paper printout postit parchment scroll page manuscript script
        pen pencil crayon marker chalk eraser ruler stapler paperclip scissors glue tape ink quill stamp seal badge medal trophy certificate
        cup mug glass tumbler goblet chalice bottle flask thermos canteen teapot teacup kettle coffeepot pitcher jug decanter carafe plate saucer
        bowl dish platter fork spoon knife chopsticks napkin tablecloth ladle spatula pan skillet wok toaster microwave blender oven stove
        refrigerator fridge freezer corkscrew lunchbox can tin saltshaker ashtray cigarette cigar pipe joint vape tobacco
        coffee tea beer wine whiskey whisky vodka champagne rum cocktail martini milkshake soda lemonade sandwich burger hamburger pizza
        cake cupcake birthday-cake cookie pie bread toast bagel croissant donut doughnut pretzel egg cheese apple orange banana lemon
        grape watermelon pumpkin carrot potato tomato onion soup stew steak chicken turkey fish popcorn chocolate candy lollipop gum ice-cream
        gun pistol revolver handgun rifle shotgun machine-gun sniper-rifle silencer holster bullet cartridge ammunition grenade bomb dynamite
        detonator explosive missile cannon sword dagger machete axe hatchet spear bow arrow quiver crossbow shield armor helmet whip club
        baton taser handcuffs shackles scope binoculars telescope microscope magnifying-glass compass sextant periscope
        hammer wrench screwdriver pliers crowbar drill saw chainsaw hacksaw axe shovel spade rake pitchfork pickaxe ladder rope chain wire
        string thread needle spool nail screw bolt padlock lock key keychain keyring toolbox toolkit bucket mop broom sponge duster vacuum
        paintbrush brush roller hose lawnmower wheelbarrow tarp net fishing-rod hook anchor oar paddle lifebuoy lifejacket buoy
        watch wristwatch pocket-watch clock alarm stopwatch hourglass metronome scale
        ring necklace bracelet earring locket pendant brooch crown tiara jewel diamond ruby emerald pearl amulet talisman gem
        hat cap fedora beret bonnet helmet wig mask veil scarf shawl glove mitten coat overcoat raincoat jacket blazer tuxedo suit vest
        sweater cardigan hoodie sweatshirt shirt blouse t-shirt jersey dress gown skirt kilt apron uniform robe bathrobe kimono pajamas nightgown
        jeans trousers pants shorts belt suspenders tie necktie bowtie sock stocking shoe boot sneaker slipper sandal umbrella parasol cane
        walking-stick crutch wheelchair stretcher glasses eyeglasses sunglasses spectacles goggles monocle handkerchief bandana towel
        blanket quilt pillow cushion mattress sleeping-bag hammock tent curtain rug carpet mirror comb hairbrush razor toothbrush toothpaste soap
        shampoo perfume lipstick makeup mascara compact tissue syringe pill bandage stethoscope scalpel thermometer medicine vial inhaler
        first-aid-kit defibrillator drug cocaine heroin
        doll teddy-bear teddy toy puppet marionette ball football basketball baseball balloon kite yo-yo puzzle dice chessboard chess-piece domino
        skateboard surfboard bicycle bike tricycle scooter sled skis snowboard racket bat frisbee jump-rope marble kazoo
        guitar piano violin cello fiddle banjo ukulele harmonica accordion trumpet saxophone flute clarinet drum drumstick tambourine harp
        bell whistle horn gong music-box sheet-music record vinyl
        car truck pickup van bus taxi cab limousine limo ambulance motorcycle motorbike moped jeep tractor trailer wagon carriage cart chariot
        boat rowboat sailboat dinghy canoe kayak raft ship yacht submarine helicopter airplane plane glider spaceship rocket train tram locomotive
        sedan convertible coupe minivan Porsche Mercedes Ferrari Cadillac Mustang Chevrolet Chevy Ford Toyota Volkswagen beetle Buick Corvette
        flower rose tulip daisy lily bouquet wreath flowerpot vase cactus urn skull bone feather seashell shell stone-tablet crystal crystal-ball
        statue statuette figurine sculpture bust globe snow-globe trinket souvenir relic idol totem cross crucifix rosary candelabra incense
        gift present ribbon bow wrapping-paper christmas-tree ornament stocking garland lampshade chandelier
        tarot-card card playing-cards chip poker-chip roulette-wheel slot-machine lottery-ticket magazine cue-stick dart dartboard
        generator cog lever joystick steering-wheel propeller antenna satellite-dish circuit-board chip
        microchip hard-drive usb-stick floppy-disk disc dvd cd videotape vhs monitor screen headset joystick console gamepad
        test-tube beaker petri-dish centrifuge bunsen-burner shredder fan heater radiator stapler fire-extinguisher hydrant
        memorabilia lantern oil-lamp oilcan spyglass fishing-net logbook cocoa teaspoon wok whisk rolling-pin cookbook recipe menu
        leash collar saddle bridle horseshoe reins birdcage aquarium fishbowl mousetrap beehive
        """;

    /// <summary>Things only when a determiner stands before them: without one they are verbs, or mean something else.</summary>
    public const string Doubtful = """
        watch book ring can saw note file stamp seal lock drill nail screw bolt hook pipe match fan iron glass bow bat club whip cap tie belt
        suit dress comb brush mask paddle scale record horn lever chip card tape chain wire string thread needle rake hose shell
        present box bag chart map plane train drum bell pan cook toast club page paper picture sketch script marker
        ruler scope speaker monitor screen console globe bone feather stone cross orange egg
        can bin trunk chest net anchor bomb joint rose lily Ford Mustang beetle cartridge magazine compact
        remote tablet alarm collar sled heel harp ship tissue stocking record disc barrel truck drop tin pipe
        """;

    /// <summary>Furniture and fittings: worth listing when the writer sets them in capitals or says which kind.</summary>
    public const string Furniture = """
        desk chair table bench couch sofa armchair stool bed bunk crib cradle wardrobe closet cupboard cabinet drawer dresser shelf bookcase
        bookshelf door gate window curtain counter bathtub sink toilet fireplace staircase altar throne podium lectern workbench nightstand
        mantelpiece locker safe vault radiator chest trunk heel drawer rug carpet stove oven fridge refrigerator freezer chandelier
        """;

    /// <summary>Words before a thing that say which one: what it is made of or made for. Other adjectives are left out of a name.</summary>
    public const string Kinds = """
        leather wooden metal brass copper silver golden gold iron steel glass plastic paper rubber stone marble porcelain ceramic crystal velvet
        silk woollen woolen wool denim cotton straw wicker bamboo tin cardboard canvas lace fur
        racing driving hunting fishing walking rocking folding swivel sleeping shopping riding skipping welding playing
        framed stuffed loaded antique vintage toy model music coffee tea beer wine water milk whiskey desk wall pocket wrist hand alarm cuckoo
        grandfather laser printer copier computer cell mobile pay video security surveillance Polaroid movie film photo family school
        birthday wedding engagement christmas funeral love ransom suicide police detective army military doctor's kitchen butcher bread butter
        garden fire oil storm gas paraffin kerosene candle ceiling floor table bedside street traffic car house front safe master skeleton
        baseball football tennis golf ping-pong hockey soccer chess poker tarot credit business playing greeting post identity id treasure road
        sea nautical star sky weather radio tv television steam signal fog trap screen sniper hunting hip lunch tool jewelry jewellery music
        record sewing washing vending slot ticket cash money trash garbage rubbish mail letter cigar cigarette tobacco pipe flower plant
        bird cat dog horse teddy straw top bowler cowboy baseball winter rain trench lab hospital wedding evening ball prom stiletto high-heel
        3-ring three-ring ring-binder electric acoustic bass grand upright steering roller ice ball-point fountain felt-tip
        biscuit cookie cake chocolate sugar life silver-plated gold-plated hand-held handheld hand-written handwritten hand-carved carved knitted crocheted embroidered
        """;
}
