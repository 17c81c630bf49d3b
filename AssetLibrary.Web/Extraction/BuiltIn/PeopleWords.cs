namespace AssetLibrary.Web.Extraction.BuiltIn;

/// <summary>Words that tell a person from a thing, in any of the languages we read.</summary>
internal static class PeopleWords
{
    public static WordList Nouns => Vocabulary.Any.People;

    public static WordList Titles => Vocabulary.Any.Titles;

    public static WordList Ages => Vocabulary.Any.Ages;
}
