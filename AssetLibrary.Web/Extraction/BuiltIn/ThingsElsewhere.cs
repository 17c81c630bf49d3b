namespace AssetLibrary.Web.Extraction.BuiltIn;

/// <summary>The same list in other languages, shorter: singular, and plural where it is not built by adding s, n, en, e or er.</summary>
internal static class ThingsElsewhere
{
    /// <summary>German compounds end in their noun, so "Glas" also finds "Bierglas".</summary>
    public const string German = """
        Telefon Handy Smartphone Hörer Funkgerät Radio Mikrofon Megafon Lautsprecher Kopfhörer Fernseher Fernbedienung Laptop Computer Tastatur
        Tablet Drucker Kopierer Kamera Stativ Fotoapparat Kassette Plattenspieler Schallplatte Grammophon Drohne Roboter Taschenrechner Kabel
        Bildschirm Monitor Batterie Taschenlampe Laterne Lampe Kerze Kerzenständer Feuerzeug Streichholz Streichhölzer Glühbirne
        Buch Bücher Notizbuch Notizbücher Tagebuch Heft Notizen Zettel Karte Landkarte Brief Umschlag Postkarte Telegramm Akte Akten Ordner Dokument
        Vertrag Zeitung Zeitschrift Plakat Banner Fahne Flagge Foto Fotografie Bild Gemälde Zeichnung Leinwand Rahmen Album Ausweis Pass Fahrkarte
        Ticket Quittung Rechnung Münze Geld Geldschein Scheck Brieftasche Geldbeutel Handtasche Tasche Rucksack Koffer Aktenkoffer Sack Beutel Korb
        Kiste Paket Karton Schachtel Truhe Käfig Eimer Fass Tonne Tablett Papier Blatt Stift Bleistift Kugelschreiber Füller Kreide Radiergummi
        Lineal Schere Kleber Stempel Siegel Medaille Pokal Urkunde Tafel Tasse Becher Glas Gläser Flasche Thermoskanne Kanne Teekanne Kessel Teller
        Schüssel Gabel Löffel Messer Serviette Pfanne Topf Töpfe Toaster Mixer Dose Aschenbecher Zigarette Zigarre Pfeife
        Kaffee Espresso Tee Bier Wein Schnaps Sekt Limonade Brot Brötchen Butterbrot Kuchen Torte Keks Plätzchen Käse Wurst Apfel Äpfel Orange
        Banane Zitrone Kürbis Suppe Pizza Schokolade Bonbon Eis Smoothie
        Pistole Revolver Gewehr Waffe Kugel Patrone Granate Bombe Sprengstoff Schwert Dolch Axt Beil Speer Bogen Pfeil Schild Helm Peitsche
        Handschellen Fernglas Fernrohr Mikroskop Lupe Kompass Hammer Zange Schraubenzieher Schraubenschlüssel Bohrer Säge Schaufel Spaten Leiter
        Seil Kette Draht Faden Nadel Nagel Nägel Schraube Schloss Schlüssel Werkzeug Werkzeugkasten Besen Schwamm Pinsel Bürste Schlauch Netz
        Angel Angelrute Anker Ruder Uhr Armbanduhr Taschenuhr Wecker Stoppuhr Sanduhr Thermometer Waage Ring Halskette Armband Ohrring Medaillon
        Brosche Krone Edelstein Diamant Perle Hut Hüte Mütze Perücke Maske Schleier Schal Tuch Handschuh Mantel Mäntel Jacke Anzug Weste Pullover
        Strickzeug Stricknadel Wolle Hemd Bluse Trikot Kleid Rock Schürze Uniform Bademantel Hose Gürtel Krawatte Fliege Socke Schuh Stiefel
        Pantoffel Regenschirm Schirm Stock Krücke Rollstuhl Brille Sonnenbrille Taschentuch Handtuch Decke Kissen Matratze Zelt Spiegel Kamm Rasierer
        Zahnbürste Seife Parfüm Lippenstift Föhn Spritze Pille Tablette Verband Medizin Puppe Teddybär Teddy Spielzeug Ball Bälle Luftballon Drachen
        Puzzle Würfel Schachbrett Skateboard Fahrrad Roller Schlitten Gitarre Klavier Geige Cello Harmonika Akkordeon Trompete Flöte Trommel Glocke
        Pfiff Auto Wagen Lastwagen Bus Taxi Motorrad Traktor Kutsche Karren Boot Schiff Hubschrauber Flugzeug Zug Rakete
        Blume Rose Tulpe Blumenstrauß Strauß Kranz Vase Kaktus Urne Schädel Knochen Feder Muschel Statue Figur Büste Globus Kreuz Geschenk Schleife
        Gerät Knopf Hebel Schalter Mappe Couch Sofa
        """;

    public const string French = """
        téléphone portable radio micro mégaphone haut-parleur casque télévision téléviseur télécommande ordinateur clavier tablette imprimante
        photocopieuse caméra appareil-photo trépied cassette tourne-disque disque drone robot calculatrice câble écran pile lanterne lampe
        lampe-torche bougie chandelier briquet allumette ampoule livre carnet cahier journal registre roman bible dictionnaire carte plan lettre
        enveloppe télégramme note document dossier classeur mallette contrat magazine affiche bannière drapeau pancarte photo photographie
        tableau portrait dessin toile cadre album passeport billet ticket reçu facture chèque argent monnaie portefeuille sac sacoche valise
        malle besace cartable panier caisse colis paquet boîte carton coffre coffret cage bocal seau tonneau plateau papier feuille page parchemin manuscrit
        stylo plume crayon craie gomme règle ciseaux colle tampon sceau insigne médaille trophée diplôme tasse verre gobelet bouteille gourde
        thermos théière bouilloire cafetière cruche carafe assiette bol plat fourchette cuillère couteau serviette nappe poêle casserole cendrier
        cigarette cigare pipe tabac café thé bière vin whisky champagne limonade pain baguette croissant gâteau tarte biscuit fromage pomme orange
        banane citron citrouille soupe salade cresson chocolat bonbon glace fusil pistolet revolver balle cartouche grenade bombe épée dague hache
        lance arc flèche bouclier casque fouet menottes jumelles longue-vue télescope microscope loupe boussole marteau tenaille tournevis perceuse
        scie pelle bêche râteau échelle corde chaîne fil aiguille clou vis cadenas serrure clé clef trousseau outil balai éponge brosse pinceau
        tuyau filet hameçon ancre rame bouée montre pendule horloge réveil sablier thermomètre balance bague collier bracelet médaillon broche couronne bijou
        diamant perle chapeau casquette toque béret perruque masque voile écharpe foulard châle gant manteau veste costume gilet pull chemise
        chemisier robe jupe tablier uniforme peignoir pantalon ceinture cravate chaussette chaussure bottes pantoufle parapluie ombrelle canne
        béquille brancard lunettes mouchoir couverture oreiller coussin matelas tente miroir peigne rasoir savon parfum seringue pilule
        pansement poupée nounours jouet marionnette ballon cerf-volant puzzle dé échiquier vélo bicyclette trottinette luge guitare piano
        violon violoncelle harmonica accordéon trompette flûte tambour cloche sifflet voiture camion bus taxi moto tracteur charrette carriole
        calèche chariot bateau barque voilier canoë navire hélicoptère avion train fusée fleur rose tulipe bouquet couronne vase pot cactus
        crâne os statue statuette figurine globe croix crucifix chapelet cadeau ruban levier bouton interrupteur banc corne maquette marionnette
        """;

    public const string Spanish = """
        teléfono móvil celular radio micrófono megáfono altavoz auricular televisor televisión mando ordenador computadora portátil teclado
        tableta impresora cámara trípode casete tocadiscos disco dron robot calculadora cable pantalla pila linterna lámpara farol vela candelabro
        mechero encendedor cerilla fósforo bombilla libro libreta cuaderno diario novela biblia diccionario mapa plano carta sobre postal telegrama
        nota documento expediente carpeta maletín contrato periódico revista cartel pancarta bandera foto fotografía retrato cuadro dibujo lienzo
        marco álbum pasaporte billete boleto recibo factura cheque moneda dinero cartera bolso bolsa mochila maleta baúl saco cesta caja
        paquete cofre jaula frasco cubo barril bandeja papel hoja página pergamino manuscrito libreto guion guión bolígrafo pluma lápiz tiza goma regla
        tijeras pegamento sello insignia medalla trofeo diploma taza vaso copa botella cantimplora termo tetera cafetera jarra plato cuenco
        tenedor cuchara cuchillo servilleta mantel sartén olla cenicero cigarrillo cigarro puro pipa café té cerveza vino champán
        pan bocadillo pastel tarta galleta queso manzana naranja plátano limón calabaza sopa chocolate caramelo helado pistola revólver rifle
        escopeta bala granada bomba espada daga hacha lanza arco flecha escudo casco látigo esposas prismáticos telescopio microscopio lupa brújula
        martillo alicates destornillador taladro sierra pala rastrillo escalera cuerda cadena alambre hilo aguja clavo tornillo candado cerradura
        llave herramienta escoba esponja cepillo pincel manguera red anzuelo ancla remo reloj despertador termómetro balanza anillo collar pulsera
        pendiente medallón broche corona joya diamante perla sombrero gorra boina peluca máscara velo bufanda chal guante abrigo chaqueta traje
        chaleco suéter camisa blusa vestido falda delantal uniforme bata pantalón cinturón corbata calcetín zapato bota zapatilla paraguas bastón
        muleta camilla gafas pañuelo manta almohada cojín colchón espejo peine navaja jabón perfume jeringa pastilla venda muñeca muñeco oso-de-peluche
        juguete marioneta pelota balón globo cometa rompecabezas dado bicicleta patinete trineo guitarra piano violín armónica acordeón
        trompeta flauta tambor campana silbato coche carro camión autobús taxi moto tractor carreta barco bote velero helicóptero avión
        cohete flor rosa ramo jarrón cactus calavera hueso estatua figura cruz rosario regalo cinta palanca botón interruptor banco
        """;
}
