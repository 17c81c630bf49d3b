namespace AssetLibrary.Web.Shared;

/// <summary>What stands where a list has nothing to show: what it is, and the one next step.</summary>
public sealed record EmptyState(string Icon, string Title, string Next, string? Href = null, string? Label = null);
