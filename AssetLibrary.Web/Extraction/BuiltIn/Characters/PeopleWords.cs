using AssetLibrary.Web.Extraction.BuiltIn.Language;

namespace AssetLibrary.Web.Extraction.BuiltIn.Characters;

/// <summary>Words that tell a person from a thing, in any of the languages we read.</summary>
internal static class PeopleWords
{
    public static WordList Nouns => Vocabulary.Any.People;
}
