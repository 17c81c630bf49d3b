using System.Runtime.InteropServices;
using AssetLibrary.Web.Costs;

namespace AssetLibrary.Web.Generation.Orders;

/// <summary>See <see cref="Order"/>.</summary>
public enum OrderState
{
    Planned,
    Submitting,
    Submitted,
    Arrived,
    Stored,
    ChargeUnknown,
    Failed,
    CollectedLater,
}

/// <summary>What was charged, as far as anybody knows: null for an amount that nobody does.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Charge(long? MicroUsd, CostBasis Basis)
{
    public static readonly Charge Unknown = new(null, CostBasis.Unknown);

    public static Charge Of(decimal? usd, CostBasis basis) => usd is { } known ? new(Money.Micro(known), basis) : Unknown;
}
