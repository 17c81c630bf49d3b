namespace AssetLibrary.Web.Extraction.BuiltIn;

/// <summary>Small words: they tell the language, end a name, and never are a thing.</summary>
internal static class StopWords
{
    public static readonly WordList English = new("the and of to in on at with from into his her their its he she they it is are was a an as for by up out over");

    public static readonly WordList German = new("der die das und in auf mit von zu ein eine einen einem sie er es ist sind ihr sein seine auf aus dem den im am");

    public static readonly WordList French = new("le la les et de des du dans sur avec un une il elle est sont son sa ses au aux en qui que");

    public static readonly WordList Spanish = new("el la los las y de del en con un una él ella es son su sus al por que como se");

    /// <summary>One of them stands before a thing: "the ring", not "rings".</summary>
    public static readonly WordList Determiners = new("""
        a an the his her their its my your our this that these those another each every some two three four five six several
        le la les l un une des du son sa ses leur leurs ce cet cette ces
        der die das den dem ein eine einen einem einer seine seinen seinem sein ihr ihre ihren ihrem
        el los las una unos unas su sus este esta
        """);

    /// <summary>What cannot be inside the name of a thing, nor its head.</summary>
    public static readonly WordList EndName = new("""
        of to in on at with from into onto upon off over under up down out through across around against behind beside between by for as and or but
        then than that which who while when where is are was were be been it him her them he she they we you i me us not so very just only
        back away again aside along together towards toward before after near next inside outside
        """);

    /// <summary>Parts of bodies, of places and of films, feelings and times: hands take them, but nobody makes a picture of them.</summary>
    public static readonly WordList NoThings = new("""
        hand hands arm arms finger fingers fist fists head heads face faces eye eyes hair foot feet leg legs shoulder shoulders chin cheek nose ear ears
        mouth lip lips neck knee knees back chest wrist elbow body tongue tooth teeth breath tears gaze look smile grin voice speech words word name
        attention moment moments time chance way road path pace step steps seat place position side top bottom end edge corner middle center front rest
        hold grip control courage nerve strength weight balance distance air wind water ground floor wall ceiling room house door doors window street
        door-handle sky sea sun moon light dark darkness shadow silence sound noise music song conversation talk call deal trick lead cue turn shot
        band team gang group family audience company class choir orchestra squad army fleet herd flock pack
        beat pause scene frame camera view others other one ones everything something nothing anything thing things stuff more most lot bit piece pieces
        man woman boy girl child person people guy crowd couple half first last same part pile stack kind sort number line row pair
        """);

    /// <summary>Capitals that are sounds, camera and the trade's own words.</summary>
    public static readonly WordList Shouted = new("""
        fade cut close angle pov insert super title titles subtitle black white music sfx vfx smash dissolve pan tilt zoom track tracking crane dolly wide
        medium shot shots montage sequence series flashback intercut continuous later beat pause silence sound noise bang crash boom slam thud crack click clack
        clang ring rings buzz beep snap pop whoosh scream screams shout shouts explosion thunder lightning knock knocks splash roar howl bark flash
        end act scene part episode the-end cont cont'd o.s v.o o.c os vo on off in out to from and or of the a an is are we our it he she his her they
        gps tv usa uk ny la am pm dj id ok sos cgi lcd led dna fbi cia nypd lapd ad bc suddenly finally slowly
        off-screen onscreen offscreen slow motion freeze reveal revealing reverse back same day night morning evening not no yes very all both
        """);
}
