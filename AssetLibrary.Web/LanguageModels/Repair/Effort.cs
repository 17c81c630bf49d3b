namespace AssetLibrary.Web.LanguageModels.Repair;

/// <summary>
/// The characters looked at so far. A reading that looks at each one too often is given up: the time stays linear whatever the text.
/// </summary>
internal sealed class Effort(int length)
{
    private const int LooksPerCharacter = 24;

    public long Limit { get; } = 20_000 + (long)LooksPerCharacter * length;

    public long Spent { get; private set; }

    public bool IsOver => Spent > Limit;

    public void Spend(long characters) => Spent += characters;
}
