namespace AssetLibrary.Web.Names;

/// <summary>
/// What two names are to each other. Everyone who asks gets one of these from <see cref="NameSimilarity.Compare"/> and chooses
/// from which of them on it acts; none has a rule of its own.
/// </summary>
public enum NameVerdict
{
    /// <summary>Two names.</summary>
    Different,

    /// <summary>One could think so: a person may look, a model may be asked. Nothing is done.</summary>
    Doubtful,

    /// <summary>So it is where nothing else speaks against it: proposed, and merged within a story when only one fits.</summary>
    Likely,

    /// <summary>One name.</summary>
    Same,
}
