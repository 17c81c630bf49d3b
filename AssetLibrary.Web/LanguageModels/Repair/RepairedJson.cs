namespace AssetLibrary.Web.LanguageModels.Repair;

/// <summary>What an answer says, as valid compact JSON.</summary>
/// <param name="Tier">How far the repair had to go.</param>
/// <param name="Json">Numbers stand as they were written; no object has a key twice (the last one counts).</param>
public sealed record RepairedJson(RepairTier Tier, string Json);

/// <summary>How far a repair had to go. The later, the less the answer itself is to be trusted.</summary>
public enum RepairTier
{
    /// <summary>It was valid.</summary>
    AsIs,

    /// <summary>It was complete, but wrapped or misspelt.</summary>
    Fixed,

    /// <summary>It was cut off; what was still incomplete at the cut is missing.</summary>
    Closed,

    /// <summary>The largest of several pieces that stand apart in the text.</summary>
    Pulled,
}
