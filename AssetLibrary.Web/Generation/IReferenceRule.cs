namespace AssetLibrary.Web.Generation;

/// <summary>A room above that knows which pictures its subjects may be made from.</summary>
public interface IReferenceRule
{
    /// <returns>A sentence that says why these must not go along with a picture of that project; null where they may.</returns>
    Task<string?> RefusalAsync(Guid? projectId, IReadOnlyCollection<Guid> media, CancellationToken cancel);
}
