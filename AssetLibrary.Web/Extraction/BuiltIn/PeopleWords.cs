namespace AssetLibrary.Web.Extraction.BuiltIn;

/// <summary>Words that tell a person from a thing, in the languages we read.</summary>
internal static class PeopleWords
{
    /// <summary>What a person without a name is called.</summary>
    public static readonly WordList Nouns = new("""
        man woman boy girl guy gal kid child baby toddler teenager teen lady gentleman stranger figure person someone
        men women boys girls guys kids children ladies gentlemen strangers
        guard soldier officer cop policeman policewoman detective inspector sheriff deputy agent spy sniper captain sergeant lieutenant general
        nurse doctor surgeon paramedic medic patient waiter waitress bartender barman barmaid barista cook chef baker butcher driver cabbie pilot
        sailor fisherman farmer hunter keeper janitor cleaner maid butler servant teacher professor student pupil principal coach librarian lawyer
        judge prosecutor clerk cashier secretary receptionist manager boss assistant intern reporter journalist anchor photographer cameraman
        director actor actress singer dancer musician pianist drummer artist painter writer poet priest monk nun pastor bishop vicar
        king queen prince princess knight wizard witch ghost monster robot android alien clown mime magician thief burglar robber killer murderer
        thug henchman minion goon hitman prisoner inmate hostage victim witness neighbor neighbour landlord landlady tenant owner customer client
        passenger tourist traveler traveller hiker jogger cyclist pedestrian passerby bystander homeless beggar messenger courier postman mailman
        mother father mom mum dad grandma grandpa grandmother grandfather sister brother daughter son aunt uncle cousin wife husband bride groom
        widow friend twin narrator announcer operator technician scientist engineer mechanic plumber electrician carpenter hostess host dealer
        guards soldiers officers cops nurses doctors waiters sailors fishermen students tourists passengers monks nuns twins henchmen thugs
        homme femme garçon fille enfant bébé vieillard vieux vieille monsieur madame dame inconnu inconnue garde gardien gardienne policier gendarme
        soldat infirmier infirmière médecin docteur serveur serveuse cuisinier boulanger boulangère chauffeur pêcheur marin professeur élève étudiant
        avocat juge président greffier prêtre curé moine roi reine prince princesse voleur tueur voisin voisine mère père frère soeur sœur fils
        fiancé fiancée facteur marchand marchande vendeur vendeuse client cliente gardes hommes femmes enfants policiers soldats élèves pêcheurs
        mann frau junge mädchen kind kinder männer frauen alter alte fremder fremde wächter wache polizist polizistin soldat soldaten krankenschwester
        arzt ärztin kellner kellnerin koch köchin bäcker fahrer fischer matrose lehrer lehrerin schüler schülerin student anwalt richter priester
        könig königin dieb mörder nachbar nachbarin mutter vater bruder schwester sohn tochter oma opa tante onkel briefträger verkäufer verkäuferin
        hombre mujer niño niña chico chica anciano anciana señor señora guardia policía soldado enfermera médico camarero camarera cocinero conductor
        pescador marinero profesor profesora alumno abogado juez cura rey reina ladrón asesino vecino vecina madre padre hermano hermana hijo hija
        abuelo abuela cartero vendedor vendedora niños hombres mujeres
        """);

    public static readonly WordList Titles = new("""
        dr dr. doctor mr mr. mrs mrs. ms ms. miss sir lady lord captain capt capt. officer detective inspector sergeant sgt sgt. lieutenant lt lt. colonel
        col col. general gen. major private agent professor prof prof. father sister brother mother aunt uncle grandma grandpa king queen prince princess
        monsieur madame mademoiselle m. mme mlle maître commissaire tante oncle herr frau fräulein onkel oma opa kommissar
        señor señora señorita don doña tío tía sr. sra. mama papa nana
        """);

    /// <summary>Words that make another person of the same name: a young Mara is cast anew.</summary>
    public static readonly WordList Ages = new("grown-up young younger old older little teen teenage adult elderly baby child jeune petit petite vieux junge alte kleine joven viejo pequeño pequeña future past fake other another second");

    /// <summary>A voice or a picture of somebody is that person.</summary>
    public static readonly WordList Voices = new("voice voix stimme voz silhouette reflection");

    /// <summary>Cues that mean whoever is there.</summary>
    public static readonly WordList Groups = new("""
        both all everyone everybody together others unison alle beide beiden zusammen tous toutes ensemble todos todas ambos ambas juntos various
        """);

    public static readonly WordList Joints = new("and & und et y e + with mit avec con");

    /// <summary>What people do, so that whoever does it is one.</summary>
    public static readonly WordList Verbs = new("""
        walks walk enters enter exits sits sit stands stand looks look smiles smile runs run steps step turns leans lies kneels emerges arrives appears
        stares watches gazes glances nods shrugs sighs laughs cries sobs whispers shouts grins frowns winks waves approaches rushes hurries strides
        strolls shuffles stumbles climbs jumps dances sings plays types writes reads drinks eats smokes cooks paints works sleeps wakes waits listens
        holds grabs picks takes carries pushes pulls opens closes throws hands lifts puts reaches points kisses hugs follows leads drives rides stops
        entre sort regarde sourit marche court assis assise debout tient prend attend rit pleure dort lit mange boit ouvre ferme s'assoit s'approche arrive
        geht kommt sitzt steht schaut lächelt läuft rennt betritt hält nimmt wartet lacht weint schläft liest trinkt öffnet schließt blickt lehnt liegt
        entra sale mira sonríe camina corre sentado sentada sostiene toma espera ríe llora duerme lee come bebe abre cierra llega
        """);
}
