using AssetLibrary.Web.Screenplays.Headings;

namespace AssetLibrary.Web.Screenplays;

/// <summary>"Location: ...", "Ort: ...", "Characters": words that say what stands behind or below them.</summary>
internal static class ScriptLabels
{
    private const int LongestPlace = 60;

    private static readonly HashSet<string> Places = Set(
        "Location;Setting;Place;Where;Set;Ort;Schauplatz;Handlungsort;Ort der "
            + "Handlung;Drehort;Lieu;Décor;Decor;Lugar;Localización;Escenario;Luogo;Ambientazione;Local;Cenário;"
            + "Место;Место действия;Локация;地点;場所;场所;舞台;场景;Scene location"
    );

    private static readonly HashSet<string> Times = Set(
        "Time;Time of day;When;Zeit;Tageszeit;Heure;Moment;Hora;Tiempo;Ora;Tempo;Время;Время действия;时间;時間;日时"
    );

    private static readonly HashSet<string> Casts = Set(
        "Characters;Cast;Cast of characters;Dramatis personae;Persons;Persons of the play;Persons represented;Main "
            + "characters;Supporting characters;People;Roles;"
            + "Figuren;Personen;Charaktere;Hauptcharaktere;Nebencharaktere;Hauptfiguren;Nebenfiguren;Rollen;Besetzung;Personnages;Acteurs;Distribution;Rôles;"
            + "Personajes;Reparto;Personaggi;Interpreti;Personagens;Elenco;Персонажи;Действующие "
            + "лица;Лица;Роли;人物;人物表;角色;角色表;出场人物;登场人物;登場人物;キャスト;主要人物;主要角色"
    );

    private static readonly HashSet<string> Names = Set(
        "Name;Character;Role;Figur;Charakter;Rolle;Person;Nom;Personnage;Rôle;Nombre;Personaje;Nome;Personaggio;Personagem;Имя;Персонаж;Роль;名前;役名;姓名;角色;人物"
    );

    private static readonly HashSet<string> Others = Set(
        "Title;Author;Note;Notes;Episode;Date;Draft;Version;Genre;Logline;Theme;Duration;Length;Summary;Synopsis;Props;Sound;Music;Camera;Titel;Autor;Hinweis;Notiz;Thema;Länge;Ton;Musik;"
            + "Titre;Auteur;Durée;Título;Titolo;Autore;Название;Автор;标题;作者;备注;类型;简介;时长;字数;タイトル;備考;道具;音效;音乐;字幕;镜头;画面;http;https;Tel;E-mail;Email;Scene;Act;Moral"
    );

    /// <summary>Words that are only inside or outside: the place follows in the next sentence, if at all.</summary>
    private static readonly Dictionary<string, string> Sides = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Außenaufnahme"] = HeadingPrefix.Ext,
        ["Aussenaufnahme"] = HeadingPrefix.Ext,
        ["Außen"] = HeadingPrefix.Ext,
        ["Aussen"] = HeadingPrefix.Ext,
        ["Exterior"] = HeadingPrefix.Ext,
        ["Extérieur"] = HeadingPrefix.Ext,
        ["Innenaufnahme"] = HeadingPrefix.Int,
        ["Innen"] = HeadingPrefix.Int,
        ["Interior"] = HeadingPrefix.Int,
        ["Intérieur"] = HeadingPrefix.Int,
    };

    private static readonly HashSet<string> NoPlaces = Set(
        "Schwarz;Schwarzbild;Black;Blackness;Black screen;Noir;Negro;Nero;Preto;Темнота;Чёрный экран;黑屏;黒画面"
    );

    public static bool IsCast(ReadOnlySpan<char> text) => Has(Casts, Bare(text));

    public static bool IsNameColumn(ReadOnlySpan<char> text) => Has(Names, Bare(text)) || IsCast(text);

    /// <summary>A word before a colon that is nobody's name.</summary>
    public static bool Is(ReadOnlySpan<char> text)
    {
        text = Bare(text);
        return Has(Places, text) || Has(Times, text) || Has(Casts, text) || Has(Others, text);
    }

    /// <summary>A line that names the place or the time of its scene, in italics, bold or plain; null where it is none.</summary>
    public static SceneHeading? Place(ReadOnlySpan<char> line)
    {
        var colon = line.IndexOfAny(':', '：');
        if (colon is <= 0 or > 30)
        {
            return null;
        }
        var label = Bare(line[..colon]);
        var value = line[(colon + 1)..].Trim("*_ \t");
        if (Has(Times, label))
        {
            return value.IsEmpty ? null : new SceneHeading(null, null, Sentence(value).ToString());
        }
        return Has(Places, label) && !value.IsEmpty ? Where(value) : null;
    }

    /// <summary>"The harbour at night. Cold." → harbour; "INT. HARBOUR - NIGHT" is read as the heading it is.</summary>
    private static SceneHeading Where(ReadOnlySpan<char> value)
    {
        if (SceneHeading.Starts(value))
        {
            return SceneHeading.Read(value.ToString());
        }
        var first = Sentence(value);
        if (Sides.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(first, out var side))
        {
            return new SceneHeading(side, null, null);
        }
        var next = value[first.Length..].TrimStart(" .。;,");
        var time = TimeOfDay.Is(Sentence(next)) ? Sentence(next).ToString() : null;
        if (Has(NoPlaces, first) || first.Length > LongestPlace)
        {
            return new SceneHeading(null, null, time);
        }
        var read = SceneHeading.ReadPlace(first, null, maybeNoPlace: true);
        return read with { Time = read.Time ?? time };
    }

    private static ReadOnlySpan<char> Sentence(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (
                text[i] is '。' or ';'
                || (text[i] == '.' && (i + 1 == text.Length || (char.IsWhiteSpace(text[i + 1]) && i > 2 && char.IsLetter(text[i - 3]))))
            )
            {
                return text[..i].Trim();
            }
        }
        return text.Trim();
    }

    private static ReadOnlySpan<char> Bare(ReadOnlySpan<char> text) => text.Trim("*_#[]:：.- \t");

    private static bool Has(HashSet<string> words, ReadOnlySpan<char> text) =>
        words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text);

    private static HashSet<string> Set(string words) => new(words.Split(';'), StringComparer.OrdinalIgnoreCase);
}
