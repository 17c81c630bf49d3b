namespace AssetLibrary.Web.Costs;

internal static class CostsSetup
{
    public static void AddCosts(this WebApplicationBuilder builder) => builder.Services.AddScoped<CostLedger>();
}
